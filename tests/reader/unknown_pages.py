"""Pages in languages that have no lexicon, in the forms that published ones have, about things that do not exist.

``page(name, locale, anchored=...)`` is one of them, with the anchors on its headings that publishers put there, or
without any.
"""

import re

VIETNAMESE = {
    "syntax": "Cú pháp",
    "parameters": "Các tham số",
    "return-value": "Giá trị trả về",
    "remarks": "Nhận xét",
    "requirements": "Yêu cầu",
    "see-also": "Xem thêm",
    "members": "Thành viên",
    "methods": "Các phương thức",
    "properties": "Các thuộc tính",
    "constants": "Các hằng số",
    "text": "Lưỡi khoan đi sâu bao nhiêu.",
    "one-of": "Một trong các giá trị sau.",
    "outcome": "Trả về 0 nếu thành công, nếu không thì trả về mã lỗi WMI.",
    "outcome-is-one-of": "Phương thức trả về một trong các giá trị sau.",
    "title-of-method": "Phương thức Bore của lớp Ice_Drill",
    "title-of-class": "Lớp Ice_Drill",
    "title-of-struct": "Cấu trúc ICE_CORE",
    "title-of-enum": "Kiểu liệt kê ICE_STATE",
    "in": "trong",
    "out": "ngoài",
    "optional": "tùy chọn",
    "requirement": "Yêu cầu",
    "value": "Giá trị",
    "client": "Máy khách tối thiểu được hỗ trợ",
    "server": "Máy chủ tối thiểu được hỗ trợ",
    "none": "Không hỗ trợ",
    "namespace": "Không gian tên",
    "header": "Tiêu đề",
    "data-type": "Kiểu dữ liệu",
    "access-type": "Kiểu truy cập",
    "qualifiers": "Định tính",
    "read-only": "Chỉ đọc",
    "array": "mảng",
    "applies-to": "Áp dụng cho",
    "inherited": "Thuộc tính này được kế thừa từ [**Ice\\_Tool**](ice-tool.md).",
    "one": "Bề mặt",
    "two": "Nền đá",
    "colon": ":",
}
THAI = {
    "syntax": "ไวยากรณ์",
    "parameters": "พารามิเตอร์",
    "return-value": "ค่าที่ส่งกลับ",
    "remarks": "หมายเหตุ",
    "requirements": "ข้อกำหนด",
    "see-also": "ดูเพิ่มเติม",
    "members": "สมาชิก",
    "methods": "วิธีการ",
    "properties": "คุณสมบัติ",
    "constants": "ค่าคงที่",
    "text": "ความลึกของการเจาะ",
    "one-of": "ค่าใดค่าหนึ่งต่อไปนี้",
    "outcome": "ส่งกลับ0เมื่อสำเร็จมิฉะนั้นส่งกลับรหัสข้อผิดพลาด",
    "outcome-is-one-of": "วิธีการนี้ส่งกลับค่าใดค่าหนึ่งต่อไปนี้",
    "title-of-method": "วิธีการ Bore ของคลาส Ice_Drill",
    "title-of-class": "คลาส Ice_Drill",
    "title-of-struct": "โครงสร้าง ICE_CORE",
    "title-of-enum": "การแจงนับ ICE_STATE",
    "in": "ใน",
    "out": "ออก",
    "optional": "ตัวเลือก",
    "requirement": "ข้อกำหนด",
    "value": "ค่า",
    "client": "ไคลเอนต์ขั้นต่ำที่รองรับ",
    "server": "เซิร์ฟเวอร์ขั้นต่ำที่รองรับ",
    "none": "ไม่รองรับ",
    "namespace": "เนมสเปซ",
    "header": "ส่วนหัว",
    "data-type": "ชนิดข้อมูล",
    "access-type": "ชนิดการเข้าถึง",
    "qualifiers": "ตัวระบุ",
    "read-only": "อ่านอย่างเดียว",
    "array": "อาร์เรย์",
    "applies-to": "ใช้กับ",
    "inherited": "คุณสมบัตินี้สืบทอดมาจาก[**Ice\\_Tool**](ice-tool.md)",
    "one": "พื้นผิว",
    "two": "หินแข็ง",
    "colon": "\uff1a",
}
LANGUAGES = {"vi-vn": VIETNAMESE, "th-th": THAI}

WMI_METHOD = """---
title: {title-of-method}
api_name:
- Ice_Drill.Bore
api_type:
- COM
---
# {#bore-method-of-the-ice_drill-class}{title-of-method}

{text}

## {#syntax}{syntax}

```mof
uint32 Bore(
  [in]           uint32 Depth,
  [in, optional] string Tip = Steel,
  [out]          Ice_Core REF Core
);
```

## {#parameters}{parameters}

<dl> <dt>

*Depth* \\[{in}\\]
</dt> <dd>

{one-of}

<dt>

<span id="Surface"></span><span id="surface"></span>

**{one}** (1)

</dt> <dd></dd> <dt>

**{two}** (1\u00a0024)

</dt> <dd></dd> </dl> </dd> <dt>

*Tip* \\[{in}, {optional}\\]
</dt> <dd>

{text}

</dd> <dt>

*Core* \\[{out}\\]
</dt> <dd>

{text}

</dd> </dl>

## {#return-value}{return-value}

{outcome}

## {#remarks}{remarks}

{text}

## {#requirements}{requirements}

| {requirement} | {value} |
|-------------------------------------|---------------------------------------------|
| {client}<br/> | {none}<br/> |
| {server}<br/> | Windows Server 2012<br/> |
| {namespace}<br/> | Root\\\\Polar\\\\Ice<br/> |
| MOF<br/> | <dl> <dt>IceDrill.mof</dt> </dl> |
| DLL<br/> | <dl> <dt>IceDrill.dll</dt> </dl> |

## {#see-also}{see-also}

<dl> <dt>

[**Ice\\_Drill**](ice-drill.md)
</dt> </dl>
"""

WMI_CLASS = """---
title: {title-of-class}
api_name:
- Ice_Drill
- Ice_Drill.Depth
- Ice_Drill.Status
api_type:
- DllExport
---
# {#ice_drill-class}{title-of-class}

{text}

## {#syntax}{syntax}

``` syntax
[Dynamic, Provider("IceProv"), AMENDMENT]
class Ice_Drill : Ice_Tool
{
  uint32  Depth;
  string  Status;
  uint16  Modes[];
};
```

## {#members}{members}

{text}

### {#methods}{methods}

{text}

| {methods} | {value} |
|:--------------------------|:-----------------|
| [**Bore**](bore-ice-drill.md) | {text}<br/> |
| **Thaw** | {text}<br/> |

### {#properties}{properties}

{text}

<dl> <dt>

**Depth**
</dt> <dd> <dl> <dt>

{data-type}{colon} **uint32**
</dt> <dt>

{access-type}{colon} {read-only}
</dt> <dt>

{qualifiers}{colon} [**key**](../wmisdk/key-qualifier.md), [**MaxLen**](../wmisdk/standard-qualifiers.md) (64)
</dt> </dl>

{text}

{inherited}

</dd> <dt>

**Modes**
</dt> <dd> <dl> <dt>

{data-type}{colon} {array} **uint16**
</dt> <dt>

{access-type}{colon} {read-only}
</dt> </dl>

{text}

<dt>

<span id="Slow"></span>

**{one}** (1)

</dt> <dd></dd> <dt>

**{two}** (2)

</dt> <dd></dd> </dl> </dd> <dt>

**Status**
</dt> <dd> <dl> <dt>

{data-type}{colon} **string**
</dt> <dt>

{access-type}{colon} {read-only}
</dt> </dl>

{text}

</dd> </dl>

## {#requirements}{requirements}

| {requirement} | {value} |
|---|---|
| {client}<br/> | {none}<br/> |
| {server}<br/> | Windows Server 2012<br/> |
| {namespace}<br/> | Root\\\\Polar\\\\Ice<br/> |
| MOF<br/> | <dl> <dt>IceDrill.mof</dt> </dl> |
"""

MAPI_METHOD = """---
title: "IKettleBrew"
api_name:
- IKettle.Brew
api_type:
- COM
---

# {#ikettlebrew}IKettle::Brew

**{applies-to}**{colon} Kitchens

{text}

```cpp
HRESULT Brew(
  ULONG_PTR ulCup,
  ULONG ulHeat,
  LPKETTLE FAR * lppKettle
);
```

## {#parameters}{parameters}

 _ulCup_

> [in] {text}

 _ulHeat_

> [in] {one-of}

KETTLE_BOIL

> {text}

KETTLE_SIMMER

> {text}

 _lppKettle_

> [out] {text}

## {#return-value}{return-value}

S_OK

> {text}

KETTLE_E_DRY

> {text}

## {#remarks}{remarks}

{text}

## {#see-also}{see-also}

[IKettle : IUnknown](ikettleiunknown.md)
"""

STRUCT = """---
title: {title-of-struct}
api_name:
- ICE_CORE
api_location:
- icedrill.h
api_type:
- HeaderDef
---
# {#ice_core-structure}{title-of-struct}

{text}

## {#syntax}{syntax}

```C++
typedef struct _ICE_CORE {
  DWORD  cbSize;
  DWORD  dwState;
  LPWSTR pszName;
} ICE_CORE, *PICE_CORE;
```

## {#members}{members}

<dl> <dt>

**cbSize**
</dt> <dd>

{text}

</dd> <dt>

**dwState**
</dt> <dd>

{one-of}

<dt>

<span id="ICE_THIN"></span><span id="ice_thin"></span>

**ICE\\_THIN** (0x1)

</dt> <dd>

{text}

</dd> <dt>

**ICE\\_THICK** (0x2)

</dt> <dd>

{text}

</dd> </dl> </dd> <dt>

**pszName**
</dt> <dd>

{text}

</dd> </dl>

## {#requirements}{requirements}

| {requirement} | {value} |
|---|---|
| {client}<br/> | Windows Vista<br/> |
| {server}<br/> | Windows Server 2008<br/> |
| {header}<br/> | <dl> <dt>Icedrill.h</dt> </dl> |
"""

ENUM = """---
title: {title-of-enum}
api_name:
- ICE_STATE
api_location:
- icedrill.h
api_type:
- HeaderDef
---
# {#ice_state-enumeration}{title-of-enum}

{text}

## {#syntax}{syntax}

```C++
typedef enum _ICE_STATE {
  ICE_STATE_THIN  = 1,
  ICE_STATE_THICK
} ICE_STATE;
```

## {#constants}{constants}

<dl> <dt>

<span id="ICE_STATE_THIN"></span><span id="ice_state_thin"></span>**ICE\\_STATE\\_THIN**
</dt> <dd>

{text}

</dd> <dt>

<span id="ICE_STATE_THICK"></span><span id="ice_state_thick"></span>**ICE\\_STATE\\_THICK**
</dt> <dd>

{text}

</dd> </dl>

## {#requirements}{requirements}

| {requirement} | {value} |
|---|---|
| {client}<br/> | Windows Vista<br/> |
| {server}<br/> | Windows Server 2008<br/> |
| {header}<br/> | <dl> <dt>Icedrill.h</dt> </dl> |
"""

TEMPLATES = {
    "bore-ice-drill.md": WMI_METHOD,
    "ice-drill.md": WMI_CLASS,
    "ikettle-brew.md": MAPI_METHOD,
    "ice-core.md": STRUCT,
    "ice-state.md": ENUM,
}
_ANCHOR = re.compile(r"\{#([\w-]+)\}")
_WORD = re.compile(r"\{([a-z][a-z-]*)\}")


def page(path: str, locale: str, *, anchored: bool) -> str:
    """The page at ``path`` in the language of ``locale``, its headings with anchors or without."""
    text = _ANCHOR.sub(r'<a name="\1"></a>' if anchored else "", TEMPLATES[path])
    return _WORD.sub(lambda match: LANGUAGES[locale][match[1]], text)
