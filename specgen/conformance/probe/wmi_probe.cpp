// wmi_probe: what WMI itself says, as JSON lines. One file, for Windows and for Wine; built with mingw-w64:
//
//     x86_64-w64-mingw32-g++ -std=c++17 -O1 -Wall -Wextra -Werror -static -municode -o wmi_probe.exe wmi_probe.cpp
//         -lwbemuuid -lole32 -loleaut32 -lsecur32
//
// It reads unless it is started with --allow-exec; "invoke" is refused without it.
//
// PROTOCOL. UTF-8, one JSON object per line. First line out: the hello.
//
//     {"probe":"specgen-wmi","version":1,"system":"Windows 10.0.20348","allow_exec":false,"capabilities":[...]}
//
// Capabilities are found out by asking, not by the name of the system: "qualifiers" (enumerable, and a known key is
// marked), "superclass", "listing" (of classes), "parameter-order" (ID qualifiers of parameters can be read),
// "namespaces" (a class is not found in the namespace next door).
//
// Requests, and the data of their replies. "namespace" is local, with / or \ between its parts.
//
//     {"id":1,"op":"class","namespace":"root/cimv2","name":"C"}
//         {"name","namespace","superclass":string|null,"qualifiers":Q,
//          "properties":[{"name","type","array","class":string|null,"origin":string|null,"qualifiers":Q}],
//          "methods":[{"name","origin","returns":type|null,"qualifiers":Q,"ordered":bool,
//                      "parameters":[{"name","type","array","class","direction":"in|out|inout","id":int|null,
//                                     "qualifiers":Q}]}]}
//         Inherited members included, system properties (__X) left out. "class" is that of a reference or of an
//         embedded object. Q is an object of plain values, null where qualifiers cannot be enumerated. A direction
//         is membership in the in- and out-signature; "ordered" is false where parameters had no ID to sort by.
//     {"id":1,"op":"classes","namespace":"root/cimv2"}                          {"classes":[name]}
//     {"id":1,"op":"instances","namespace":"root/cimv2","name":"C","limit":100}
//         {"instances":[{"path":string|null,"values":{name: V}}],"truncated":bool}
//         Instances of the class itself, not of its subclasses. V is {"type":"uint32","array":false,"value":...}:
//         integers up to 32 bits and char16 are JSON integers in the range of their CIM type (Windows hands a uint32
//         over as a signed long); uint64 and sint64 are strings of digits, as WMI has them; reals are numbers, or
//         the strings "nan", "inf", "-inf"; string, datetime and reference are strings, unchanged; an object is
//         {"class":name,"values":{name: V}}; null is null. What does not fit its type comes as the string it was.
//     {"id":1,"op":"object","namespace":"root/cimv2","path":"C.K=\"x\""}        {"path":string|null,"class":name}
//         Whether a reference leads somewhere: status ok or absent. Paths of other machines are refused.
//     {"id":1,"op":"invoke","namespace":"root/cimv2","class":"C","path":null,"method":"M","arguments":{name: plain}}
//         {"returns":V|null,"outs":{name: V}}; {"refused":true} with status error where WMI did not take the call as it
//         was made (wrong arguments or path), so that it has no outcome.
//         An argument takes the CIM type of its parameter; an embedded object is {"class":name,"values":{name: plain}}.
//     {"id":1,"op":"wait","seconds":5}                                          to see what a time-out does
//     {"id":1,"op":"quit"}
//
// Replies: {"id":1,"status":"ok|absent|unsupported|timeout|error","hresult":"0x80041002"|null,"detail":"...",
// "data":...|null}. "id" comes back as it was sent. A line that is no JSON object has "id" null in its reply.
//
// A request that takes longer than --timeout gets status "timeout"; its thread is left alone and the next request has a
// new one. A provider that runs inside this process may end it: then the process ends at once, without a reply.

#ifndef UNICODE
#define UNICODE
#endif
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#endif
#define SECURITY_WIN32
#include <windows.h>
#include <wbemidl.h>
#include <security.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <exception>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using Text = std::wstring;

constexpr int VERSION = 1;
constexpr int DEEPEST_JSON = 32;
constexpr int DEEPEST_OBJECT = 4;
constexpr size_t LONGEST_LINE = 4 * 1024 * 1024;
constexpr long LARGEST_LIMIT = 100000;

// ---------------------------------------------------------------------------------------------------------- text

Text lower(Text text) {
    if (!text.empty()) CharLowerBuffW(&text[0], static_cast<DWORD>(text.size()));
    return text;
}

bool isLetter(wchar_t c) { return (c >= L'A' && c <= L'Z') || (c >= L'a' && c <= L'z'); }
bool isDigit(wchar_t c) { return c >= L'0' && c <= L'9'; }

// The only shape of a name that is put into WQL.
bool isName(const Text& text) {
    if (text.empty() || isDigit(text[0])) return false;
    for (wchar_t c : text)
        if (!isLetter(c) && !isDigit(c) && c != L'_') return false;
    return true;
}

bool isDigits(const Text& text) {
    if (text.empty()) return false;
    for (wchar_t c : text)
        if (!isDigit(c)) return false;
    return true;
}

bool fromUtf8(const std::string& bytes, Text& text) {
    text.clear();
    if (bytes.empty()) return true;
    int size = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, bytes.data(), static_cast<int>(bytes.size()), nullptr,
                                   0);
    if (size <= 0) return false;
    text.resize(static_cast<size_t>(size));
    return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, bytes.data(), static_cast<int>(bytes.size()), &text[0],
                               size) == size;
}

void appendUtf8(std::string& out, uint32_t c) {
    auto put = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    }
}

Text wide(const char* ascii) { return Text(ascii, ascii + strlen(ascii)); }

// ---------------------------------------------------------------------------------------------------------- JSON

// A number stays the text it was written as: a double cannot hold a uint64.
struct Json {
    enum Kind { Null, False, True, Number, String, Array, Object };

    Kind kind = Null;
    Text text;
    std::vector<Json> items;
    std::vector<Text> names;  // of an object, one beside each item

    static Json of(Kind kind, Text text = Text()) {
        Json made;
        made.kind = kind;
        made.text = std::move(text);
        return made;
    }
    static Json string(Text text) { return of(String, std::move(text)); }
    static Json boolean(bool value) { return of(value ? True : False); }
    static Json number(long long value) { return of(Number, std::to_wstring(value)); }

    Json& add(const wchar_t* name, Json value) {
        names.emplace_back(name);
        items.push_back(std::move(value));
        return *this;
    }
    const Json* find(const wchar_t* name) const {
        for (size_t at = 0; at < names.size(); ++at)
            if (names[at] == name) return &items[at];
        return nullptr;
    }
    Json* find(const wchar_t* name) { return const_cast<Json*>(static_cast<const Json*>(this)->find(name)); }
    // A member, null where there is none.
    const Json& at(const wchar_t* name) const {
        static const Json none;
        const Json* found = find(name);
        return found ? *found : none;
    }
    // The text of a member that is a string, "" for anything else.
    Text word(const wchar_t* name) const {
        const Json* found = find(name);
        return found && found->kind == String ? found->text : Text();
    }
    bool integer(long long& value) const {
        if (kind != Number || text.find_first_of(L".eE") != Text::npos || text.size() > 19) return false;
        errno = 0;
        value = wcstoll(text.c_str(), nullptr, 10);
        return errno == 0;
    }
};

void writeString(std::string& out, const Text& text) {
    out.push_back('"');
    for (size_t at = 0; at < text.size(); ++at) {
        uint32_t c = text[at];
        bool high = c >= 0xD800 && c < 0xDC00;
        if (high && at + 1 < text.size() && text[at + 1] >= 0xDC00 && text[at + 1] < 0xE000) {
            appendUtf8(out, 0x10000 + ((c - 0xD800) << 10) + (text[++at] - 0xDC00));
        } else if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(static_cast<char>(c));
        } else if (c < 0x20 || c == 0x7F || (c >= 0xD800 && c < 0xE000)) {
            char escape[8];
            snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            out += escape;
        } else {
            appendUtf8(out, c);
        }
    }
    out.push_back('"');
}

void write(std::string& out, const Json& json) {
    switch (json.kind) {
    case Json::Null: out += "null"; return;
    case Json::False: out += "false"; return;
    case Json::True: out += "true"; return;
    case Json::Number:
        for (wchar_t c : json.text) out.push_back(static_cast<char>(c));
        return;
    case Json::String: writeString(out, json.text); return;
    case Json::Array:
    case Json::Object: break;
    }
    bool object = json.kind == Json::Object;
    out.push_back(object ? '{' : '[');
    for (size_t at = 0; at < json.items.size(); ++at) {
        if (at) out.push_back(',');
        if (object) {
            writeString(out, json.names[at]);
            out.push_back(':');
        }
        write(out, json.items[at]);
    }
    out.push_back(object ? '}' : ']');
}

// RFC 8259, nothing beyond it, and no deeper than DEEPEST_JSON.
class Parser {
public:
    explicit Parser(const Text& text) : text_(text) {}

    bool parse(Json& into) { return value(into, 0) && (space(), at_ == text_.size()); }

private:
    const Text& text_;
    size_t at_ = 0;

    wchar_t peek() const { return at_ < text_.size() ? text_[at_] : L'\0'; }
    void space() {
        while (peek() == L' ' || peek() == L'\t' || peek() == L'\r' || peek() == L'\n') ++at_;
    }
    bool take(wchar_t c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool word(const wchar_t* expected) {
        for (; *expected; ++expected)
            if (!take(*expected)) return false;
        return true;
    }

    bool value(Json& into, int depth) {
        if (depth > DEEPEST_JSON) return false;
        space();
        switch (peek()) {
        case L'{': return object(into, depth);
        case L'[': return array(into, depth);
        case L'"': into.kind = Json::String; return string(into.text);
        case L't': into.kind = Json::True; return word(L"true");
        case L'f': into.kind = Json::False; return word(L"false");
        case L'n': into.kind = Json::Null; return word(L"null");
        default: into.kind = Json::Number; return number(into.text);
        }
    }
    bool object(Json& into, int depth) {
        into.kind = Json::Object;
        take(L'{');
        space();
        if (take(L'}')) return true;
        do {
            Text name;
            space();
            if (!string(name)) return false;
            space();
            if (!take(L':') || into.find(name.c_str())) return false;
            Json item;
            if (!value(item, depth + 1)) return false;
            into.add(name.c_str(), std::move(item));
            space();
        } while (take(L','));
        return take(L'}');
    }
    bool array(Json& into, int depth) {
        into.kind = Json::Array;
        take(L'[');
        space();
        if (take(L']')) return true;
        do {
            Json item;
            if (!value(item, depth + 1)) return false;
            into.items.push_back(std::move(item));
            space();
        } while (take(L','));
        return take(L']');
    }
    bool string(Text& into) {
        if (!take(L'"')) return false;
        while (at_ < text_.size()) {
            wchar_t c = text_[at_++];
            if (c == L'"') return true;
            if (c < 0x20) return false;
            if (c == L'\\' && !escape(c)) return false;
            into.push_back(c);
        }
        return false;
    }
    bool escape(wchar_t& into) {
        static const Text letters = L"\"\\/bfnrt", meanings = L"\"\\/\b\f\n\r\t";
        wchar_t c = peek();
        ++at_;
        size_t known = letters.find(c);
        if (c && known != Text::npos) {
            into = meanings[known];
            return true;
        }
        if (c != L'u' || at_ + 4 > text_.size()) return false;
        unsigned unit = 0;
        for (int digit = 0; digit < 4; ++digit) {
            wchar_t h = text_[at_++];
            wchar_t folded = static_cast<wchar_t>(h | 0x20);
            if (isDigit(h)) unit = unit * 16 + (h - L'0');
            else if (folded >= L'a' && folded <= L'f') unit = unit * 16 + (folded - L'a' + 10);
            else return false;
        }
        into = static_cast<wchar_t>(unit);
        return true;
    }
    bool digits() {
        size_t from = at_;
        while (isDigit(peek())) ++at_;
        return at_ > from;
    }
    bool number(Text& into) {
        size_t from = at_;
        take(L'-');
        if (!take(L'0') && !digits()) return false;
        if (take(L'.') && !digits()) return false;
        if (take(L'e') || take(L'E')) {
            if (!take(L'+')) take(L'-');
            if (!digits()) return false;
        }
        into = text_.substr(from, at_ - from);
        return true;
    }
};

// ----------------------------------------------------------------------------------------------------------- COM

template <typename T> class Held {
public:
    Held() = default;
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { drop(); }
    T* operator->() const { return held_; }
    T* get() const { return held_; }
    explicit operator bool() const { return held_ != nullptr; }
    T** out() {
        drop();
        return &held_;
    }

private:
    void drop() {
        if (held_) held_->Release();
        held_ = nullptr;
    }
    T* held_ = nullptr;
};

class Bstr {
public:
    Bstr() = default;
    explicit Bstr(const Text& text) : held_(SysAllocStringLen(text.data(), static_cast<UINT>(text.size()))) {}
    Bstr(const Bstr&) = delete;
    Bstr& operator=(const Bstr&) = delete;
    ~Bstr() { SysFreeString(held_); }
    BSTR get() const { return held_; }
    BSTR* out() {
        SysFreeString(held_);
        held_ = nullptr;
        return &held_;
    }
    Text text() const { return held_ ? Text(held_, SysStringLen(held_)) : Text(); }

private:
    BSTR held_ = nullptr;
};

class Variant {
public:
    Variant() { VariantInit(&held_); }
    Variant(const Variant&) = delete;
    Variant& operator=(const Variant&) = delete;
    ~Variant() { VariantClear(&held_); }
    VARIANT* get() { return &held_; }
    const VARIANT& operator*() const { return held_; }
    VARIANT* out() {
        VariantClear(&held_);
        return &held_;
    }

private:
    VARIANT held_;
};

struct CimType {
    CIMTYPE number;
    const wchar_t* name;
    VARTYPE sent;  // how WMI wants a value of the type handed in
    long long least, most;
};

constexpr CimType CIM_TYPES[] = {
    {CIM_SINT8, L"sint8", VT_I2, -128, 127},
    {CIM_UINT8, L"uint8", VT_UI1, 0, 255},
    {CIM_SINT16, L"sint16", VT_I2, -32768, 32767},
    {CIM_UINT16, L"uint16", VT_I4, 0, 65535},
    {CIM_SINT32, L"sint32", VT_I4, -2147483648LL, 2147483647LL},
    {CIM_UINT32, L"uint32", VT_I4, 0, 4294967295LL},
    {CIM_CHAR16, L"char16", VT_I2, 0, 65535},
    {CIM_SINT64, L"sint64", VT_BSTR, 0, 0},
    {CIM_UINT64, L"uint64", VT_BSTR, 0, 0},
    {CIM_REAL32, L"real32", VT_R4, 0, 0},
    {CIM_REAL64, L"real64", VT_R8, 0, 0},
    {CIM_BOOLEAN, L"boolean", VT_BOOL, 0, 0},
    {CIM_STRING, L"string", VT_BSTR, 0, 0},
    {CIM_DATETIME, L"datetime", VT_BSTR, 0, 0},
    {CIM_REFERENCE, L"reference", VT_BSTR, 0, 0},
    {CIM_OBJECT, L"object", VT_UNKNOWN, 0, 0},
};

const CimType* cimType(CIMTYPE type) {
    for (const CimType& one : CIM_TYPES)
        if (one.number == (type & ~CIM_FLAG_ARRAY)) return &one;
    return nullptr;
}

Text typeName(CIMTYPE type) {
    const CimType* known = cimType(type);
    return known ? Text(known->name) : L"cimtype-" + std::to_wstring(type & ~CIM_FLAG_ARRAY);
}

Json real(double value) {
    if (std::isnan(value)) return Json::string(L"nan");
    if (std::isinf(value)) return Json::string(value < 0 ? L"-inf" : L"inf");
    char written[40];
    snprintf(written, sizeof written, "%.17g", value);
    return Json::of(Json::Number, wide(written));
}

bool integerOf(const VARIANT& variant, long long& value) {
    switch (variant.vt) {
    case VT_I1: value = static_cast<signed char>(V_I1(&variant)); return true;
    case VT_UI1: value = V_UI1(&variant); return true;
    case VT_I2: value = V_I2(&variant); return true;
    case VT_UI2: value = V_UI2(&variant); return true;
    case VT_I4: value = V_I4(&variant); return true;
    case VT_UI4: value = V_UI4(&variant); return true;
    case VT_INT: value = V_INT(&variant); return true;
    case VT_UINT: value = V_UINT(&variant); return true;
    case VT_I8: value = V_I8(&variant); return true;
    default: return false;
    }
}

// An integer as its CIM type means it: the same bits, read with or without a sign.
long long reread(long long value, CIMTYPE type) {
    switch (type) {
    case CIM_SINT8: return static_cast<int8_t>(value);
    case CIM_UINT8: return static_cast<uint8_t>(value);
    case CIM_SINT16: return static_cast<int16_t>(value);
    case CIM_UINT16:
    case CIM_CHAR16: return static_cast<uint16_t>(value);
    case CIM_SINT32: return static_cast<int32_t>(value);
    case CIM_UINT32: return static_cast<uint32_t>(value);
    default: return value;
    }
}

Json whatItIs(const VARIANT& variant) {
    Variant copy;
    auto* from = const_cast<VARIANT*>(&variant);  // mingw-w64 declares the source without const
    if (SUCCEEDED(VariantChangeTypeEx(copy.get(), from, LOCALE_INVARIANT, 0, VT_BSTR)))
        return Json::string(V_BSTR(copy.get()) ? Text(V_BSTR(copy.get()), SysStringLen(V_BSTR(copy.get()))) : Text());
    return Json::string(L"variant of type " + std::to_wstring(variant.vt));
}

Json objectValue(IUnknown* unknown, int depth);

Json single(const VARIANT& variant, CIMTYPE type, int depth) {
    if (variant.vt == VT_NULL || variant.vt == VT_EMPTY) return Json();
    if (variant.vt == VT_UNKNOWN || variant.vt == VT_DISPATCH) return objectValue(V_UNKNOWN(&variant), depth);
    if (variant.vt == VT_BSTR) return whatItIs(variant);
    if (variant.vt == VT_BOOL && type == CIM_BOOLEAN) return Json::boolean(V_BOOL(&variant) != VARIANT_FALSE);
    if (variant.vt == VT_R4) return real(static_cast<double>(V_R4(&variant)));
    if (variant.vt == VT_R8) return real(V_R8(&variant));
    if (variant.vt == VT_UI8) return Json::string(std::to_wstring(V_UI8(&variant)));
    long long value = 0;
    const CimType* known = cimType(type);
    if (!known || !integerOf(variant, value)) return whatItIs(variant);
    if (type == CIM_SINT64) return Json::string(std::to_wstring(value));
    if (type == CIM_UINT64) return Json::string(std::to_wstring(static_cast<unsigned long long>(value)));
    if (type == CIM_BOOLEAN) return Json::boolean(value != 0);
    return known->most ? Json::number(reread(value, type)) : whatItIs(variant);
}

Json arrayValue(const VARIANT& variant, CIMTYPE type, int depth) {
    Json made = Json::of(Json::Array);
    SAFEARRAY* array = variant.vt & VT_BYREF ? (V_ARRAYREF(&variant) ? *V_ARRAYREF(&variant) : nullptr)
                                             : V_ARRAY(&variant);
    LONG first = 0, last = -1;
    if (!array || SafeArrayGetDim(array) != 1) return made;
    if (FAILED(SafeArrayGetLBound(array, 1, &first)) || FAILED(SafeArrayGetUBound(array, 1, &last))) return made;
    VARTYPE kind = variant.vt & VT_TYPEMASK;
    for (LONG at = first; at <= last; ++at) {
        Variant item;
        void* place = kind == VT_VARIANT ? static_cast<void*>(item.get()) : static_cast<void*>(&V_UI8(item.get()));
        if (FAILED(SafeArrayGetElement(array, &at, place))) break;
        if (kind != VT_VARIANT) item.get()->vt = kind;
        made.items.push_back(single(*item, type, depth));
    }
    return made;
}

Json plain(const VARIANT& variant, CIMTYPE type, int depth) {
    return variant.vt & VT_ARRAY ? arrayValue(variant, type & ~CIM_FLAG_ARRAY, depth)
                                 : single(variant, type & ~CIM_FLAG_ARRAY, depth);
}

Json typed(const VARIANT& variant, CIMTYPE type, int depth) {
    Json made = Json::of(Json::Object);
    made.add(L"type", Json::string(typeName(type)));
    made.add(L"array", Json::boolean((type & CIM_FLAG_ARRAY) != 0));
    made.add(L"value", plain(variant, type, depth));
    return made;
}

// Qualifiers carry no CIM type: a number is what its variant says.
Json qualifierValue(const VARIANT& variant) {
    VARTYPE kind = variant.vt & VT_TYPEMASK;
    CIMTYPE type = kind == VT_BOOL                  ? CIM_BOOLEAN
                   : kind == VT_BSTR                ? CIM_STRING
                   : kind == VT_R8 || kind == VT_R4 ? CIM_REAL64
                                                    : CIM_SINT32;
    return plain(variant, type, 0);
}

std::vector<Text> memberNames(IWbemClassObject* object) {
    std::vector<Text> names;
    SAFEARRAY* array = nullptr;
    if (FAILED(object->GetNames(nullptr, WBEM_FLAG_NONSYSTEM_ONLY, nullptr, &array)) || !array) return names;
    LONG first = 0, last = -1;
    SafeArrayGetLBound(array, 1, &first);
    SafeArrayGetUBound(array, 1, &last);
    for (LONG at = first; at <= last; ++at) {
        Bstr name;
        if (SUCCEEDED(SafeArrayGetElement(array, &at, name.out()))) names.push_back(name.text());
    }
    SafeArrayDestroy(array);
    return names;
}

// A system property that holds a string; null where it has none or cannot be read.
Json systemText(IWbemClassObject* object, const wchar_t* name) {
    Variant value;
    if (FAILED(object->Get(name, 0, value.out(), nullptr, nullptr)) || (*value).vt != VT_BSTR) return Json();
    Json made = whatItIs(*value);
    made.text.resize(wcslen(made.text.c_str()));  // Wine's are longer than what is in them
    return made;
}

Json valuesOf(IWbemClassObject* object, int depth) {
    Json made = Json::of(Json::Object);
    for (const Text& name : memberNames(object)) {
        Variant value;
        CIMTYPE type = CIM_ILLEGAL;
        if (SUCCEEDED(object->Get(name.c_str(), 0, value.out(), &type, nullptr)))
            made.add(name.c_str(), typed(*value, type, depth));
    }
    return made;
}

Json objectValue(IUnknown* unknown, int depth) {
    Held<IWbemClassObject> object;
    if (!unknown || depth >= DEEPEST_OBJECT) return Json();
    if (FAILED(unknown->QueryInterface(IID_IWbemClassObject, reinterpret_cast<void**>(object.out())))) return Json();
    Json made = Json::of(Json::Object);
    made.add(L"class", systemText(object.get(), L"__CLASS"));
    made.add(L"values", valuesOf(object.get(), depth + 1));
    return made;
}

Json qualifiersOf(IWbemQualifierSet* set) {
    if (!set || FAILED(set->BeginEnumeration(0))) return Json();
    Json made = Json::of(Json::Object);
    for (;;) {
        Bstr name;
        Variant value;
        HRESULT result = set->Next(0, name.out(), value.out(), nullptr);
        if (FAILED(result)) return Json();
        if (result != WBEM_S_NO_ERROR) break;
        made.add(name.text().c_str(), qualifierValue(*value));
    }
    set->EndEnumeration();
    return made;
}

Json qualifier(IWbemQualifierSet* set, const wchar_t* name) {
    Variant value;
    if (!set || FAILED(set->Get(name, 0, value.out(), nullptr))) return Json();
    return qualifierValue(*value);
}

// ------------------------------------------------------------------------------------------------------- answers

struct Known {
    HRESULT code;
    const wchar_t* name;
    const char* status;
};

constexpr HRESULT code(unsigned value) { return static_cast<HRESULT>(value); }

const Known KNOWN[] = {
    {code(0x80041002), L"WBEM_E_NOT_FOUND", "absent"},
    {code(0x8004100E), L"WBEM_E_INVALID_NAMESPACE", "absent"},
    {code(0x80041010), L"WBEM_E_INVALID_CLASS", "absent"},
    {code(0x8004102E), L"WBEM_E_INVALID_METHOD", "absent"},
    {code(0x80041003), L"WBEM_E_ACCESS_DENIED", "error"},
    {code(0x80041001), L"WBEM_E_FAILED", "error"},
    {code(0x80041004), L"WBEM_E_PROVIDER_FAILURE", "error"},
    {code(0x80041005), L"WBEM_E_TYPE_MISMATCH", "error"},
    {code(0x80041008), L"WBEM_E_INVALID_PARAMETER", "error"},
    {code(0x8004100C), L"WBEM_E_NOT_SUPPORTED", "unsupported"},
    {code(0x80041011), L"WBEM_E_PROVIDER_NOT_FOUND", "error"},
    {code(0x80041013), L"WBEM_E_PROVIDER_LOAD_FAILURE", "error"},
    {code(0x80041014), L"WBEM_E_INITIALIZATION_FAILURE", "error"},
    {code(0x80041017), L"WBEM_E_INVALID_QUERY", "error"},
    {code(0x80041024), L"WBEM_E_PROVIDER_NOT_CAPABLE", "unsupported"},
    {code(0x8004102F), L"WBEM_E_INVALID_METHOD_PARAMETERS", "error"},
    {code(0x8004103A), L"WBEM_E_INVALID_OBJECT_PATH", "error"},
    {code(0x80041055), L"WBEM_E_METHOD_NOT_IMPLEMENTED", "unsupported"},
    {code(0x80041056), L"WBEM_E_METHOD_DISABLED", "unsupported"},
    {code(0x80041085), L"WBEM_E_ENCRYPTED_CONNECTION_REQUIRED", "error"},
    {code(0x80004001), L"E_NOTIMPL", "unsupported"},
    {code(0x80070005), L"E_ACCESSDENIED", "error"},
    {code(0x80070057), L"E_INVALIDARG", "error"},
    {code(0x80040154), L"REGDB_E_CLASSNOTREG", "error"},
};

struct Answer {
    const char* status = "ok";
    HRESULT hresult = S_OK;
    Text detail;
    Json data;

    static Answer bad(const char* status, Text detail) {
        Answer made;
        made.status = status;
        made.detail = std::move(detail);
        return made;
    }
    static Answer failed(HRESULT result, const Text& doing) {
        Answer made = bad("error", doing + L" failed");
        made.hresult = result;
        for (const Known& one : KNOWN)
            if (one.code == result) made.status = one.status, made.detail += Text(L": ") + one.name;
        return made;
    }
    // What was asked for is refused: the answer says so, beside the error.
    Answer refused() && {
        data = Json::of(Json::Object);
        data.add(L"refused", Json::boolean(true));
        return std::move(*this);
    }
    Json reply(const Json& id) const {
        Json made = Json::of(Json::Object);
        made.add(L"id", id).add(L"status", Json::string(wide(status)));
        char written[16];
        snprintf(written, sizeof written, "0x%08lx", static_cast<unsigned long>(hresult));
        made.add(L"hresult", hresult == S_OK ? Json() : Json::string(wide(written)));
        made.add(L"detail", Json::string(detail)).add(L"data", data);
        return made;
    }
};

// ----------------------------------------------------------------------------------------------- a path's places

Text thisMachine() {
    wchar_t name[256];
    DWORD size = 256;
    return GetComputerNameExW(ComputerNameNetBIOS, name, &size) ? Text(name, size) : Text();
}

struct Path {
    Text server, space, rest;  // \\server\space:rest

    Path(const Text& path, const Text& around) : space(around), rest(path) {
        size_t quote = path.find(L'"'), colon = path.find(L':');
        bool full = path.size() > 2 && (path[0] == L'\\' || path[0] == L'/') && path[1] == path[0];
        if (colon == Text::npos || colon > quote) return;
        size_t from = full ? path.find_first_of(L"\\/", 2) : 0;
        if (from == Text::npos || from > colon) return;
        server = full ? path.substr(2, from - 2) : Text();
        from += full ? 1 : 0;
        space = path.substr(from, colon - from);
        rest = path.substr(colon + 1);
    }
    Text className() const { return rest.substr(0, rest.find_first_of(L".=")); }
    bool here() const {
        Text name = lower(server);
        return name.empty() || name == L"." || name == L"localhost" || name == lower(thisMachine());
    }
};

// root/cimv2 as WMI writes it; "" for what is no local namespace.
Text namespaceOf(const Text& said) {
    Text made;
    for (wchar_t c : said) {
        bool between = c == L'/' || c == L'\\';
        if (between && (made.empty() || made.back() == L'\\')) return Text();
        if (!between && !isLetter(c) && !isDigit(c) && c != L'_' && c != L'-' && c != L'.') return Text();
        made.push_back(between ? L'\\' : c);
    }
    return made.empty() || made.back() == L'\\' ? Text() : made;
}

// ------------------------------------------------------------------------------------- a thread's way to the WMI

struct Signature {
    Text name;
    CIMTYPE type = CIM_ILLEGAL;
    Json cls, id, qualifiers;
    bool in = false, out = false;
};

// "ref:Class" and "object:Class"; Windows writes "ref" alone where any class will do.
Json classOf(IWbemQualifierSet* set) {
    Json said = qualifier(set, L"CIMTYPE");
    size_t colon = said.text.find(L':');
    return said.kind == Json::String && colon != Text::npos ? Json::string(said.text.substr(colon + 1)) : Json();
}

class Session {
public:
    Answer answer(const Json& request) {
        Text op = request.word(L"op"), space = namespaceOf(request.word(L"namespace"));
        if (op == L"hello") return hello();
        if (op == L"wait") {
            long long seconds = 0;
            const Json* said = request.find(L"seconds");
            if (!said || !said->integer(seconds) || seconds < 0 || seconds > 86400)
                return Answer::bad("error", L"seconds is no number");
            Sleep(static_cast<DWORD>(seconds * 1000));
            return Answer();
        }
        if (space.empty()) return Answer::bad("error", L"namespace is missing or no local namespace");
        if (op == L"object") return object(Path(request.word(L"path"), space));
        Answer trouble;
        IWbemServices* services = connect(space, trouble);
        if (!services) return trouble;
        if (op == L"classes") return classes(services);
        if (op == L"class") return cls(services, space, request.word(L"name"));
        if (op == L"instances") return instances(services, request);
        if (op == L"invoke") return invoke(services, space, request);
        return Answer::bad("error", L"unknown op");
    }

private:
    Held<IWbemLocator> locator_;
    std::map<Text, Held<IWbemServices>> spaces_;

    IWbemServices* connect(const Text& space, Answer& trouble) {
        Held<IWbemServices>& services = spaces_[lower(space)];
        if (services) return services.get();
        HRESULT result = S_OK;
        if (!locator_)
            result = CoCreateInstance(CLSID_WbemLocator, nullptr, CLSCTX_INPROC_SERVER, IID_IWbemLocator,
                                      reinterpret_cast<void**>(locator_.out()));
        if (SUCCEEDED(result))
            result = locator_->ConnectServer(Bstr(space).get(), nullptr, nullptr, nullptr, 0, nullptr, nullptr,
                                             services.out());
        if (FAILED(result)) {
            trouble = Answer::failed(result, L"connecting to " + space);
            return nullptr;
        }
        // Some namespaces answer encrypted calls only. What is no proxy (Wine) takes no blanket, which is no failure.
        CoSetProxyBlanket(services.get(), RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, nullptr, RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
                          RPC_C_IMP_LEVEL_IMPERSONATE, nullptr, EOAC_NONE);
        return services.get();
    }

    static HRESULT get(IWbemServices* services, const Text& path, Held<IWbemClassObject>& into) {
        HRESULT result = services->GetObject(Bstr(path).get(), WBEM_FLAG_RETURN_WBEM_COMPLETE, nullptr, into.out(),
                                             nullptr);
        return SUCCEEDED(result) && !into ? code(0x80041002) : result;
    }

    // What this WMI can tell. The classes asked for are there in every Windows and in Wine.
    Answer hello() {
        Answer made;
        IWbemServices* services = connect(L"ROOT\\CIMV2", made);
        if (!services) return made;
        made.data = Json::of(Json::Array);
        auto can = [&made](const wchar_t* name) { made.data.items.push_back(Json::string(name)); };
        Held<IWbemClassObject> process;
        if (SUCCEEDED(get(services, L"Win32_Process", process))) {
            Held<IWbemQualifierSet> marks;
            process->GetPropertyQualifierSet(L"Handle", marks.out());
            Json told = qualifiersOf(marks.get());
            for (const Text& name : told.names)
                if (lower(name) == L"key") can(L"qualifiers");
            if (!systemText(process.get(), L"__SUPERCLASS").text.empty()) can(L"superclass");
            Held<IWbemClassObject> in, out;
            if (SUCCEEDED(process->GetMethod(L"Create", 0, in.out(), out.out())) && in &&
                ordered(parameters(in.get(), out.get())))
                can(L"parameter-order");
        }
        Answer unreachable;
        IWbemServices* other = connect(L"ROOT\\DEFAULT", unreachable);
        Held<IWbemClassObject> stray;
        if (other && get(other, L"Win32_Process", stray) == code(0x80041002)) can(L"namespaces");
        Answer listed = classes(services, 1);
        if (listed.data.kind == Json::Object) can(L"listing");
        return made;
    }

    Answer classes(IWbemServices* services, size_t limit = SIZE_MAX) {
        Held<IEnumWbemClassObject> found;
        HRESULT result = services->ExecQuery(Bstr(L"WQL").get(), Bstr(L"SELECT * FROM meta_class").get(),
                                             WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY, nullptr,
                                             found.out());
        if (FAILED(result)) return Answer::failed(result, L"listing classes");
        Json names = Json::of(Json::Array);
        while (names.items.size() < limit) {
            Held<IWbemClassObject> object;
            ULONG count = 0;
            result = found->Next(WBEM_INFINITE, 1, object.out(), &count);
            if (FAILED(result)) return Answer::failed(result, L"listing classes");
            if (!count) break;
            Json name = systemText(object.get(), L"__CLASS");
            if (name.kind == Json::String) names.items.push_back(name);
        }
        // Every namespace has its system classes: none at all means that this WMI does not list.
        if (names.items.empty()) return Answer::bad("unsupported", L"this WMI does not list its classes");
        Answer made;
        made.data = Json::of(Json::Object);
        made.data.add(L"classes", std::move(names));
        return made;
    }

    Answer cls(IWbemServices* services, const Text& space, const Text& name) {
        if (!isName(name)) return Answer::bad("error", L"name is missing or no name of a class");
        Held<IWbemClassObject> object;
        HRESULT result = get(services, name, object);
        if (FAILED(result)) return Answer::failed(result, L"looking up " + name);
        Answer made;
        made.data = Json::of(Json::Object);
        Json spelled = systemText(object.get(), L"__CLASS");
        made.data.add(L"name", spelled.kind == Json::String ? spelled : Json::string(name));
        made.data.add(L"namespace", Json::string(space));
        Json super = systemText(object.get(), L"__SUPERCLASS");
        made.data.add(L"superclass", super.text.empty() ? Json() : super);
        Held<IWbemQualifierSet> marks;
        object->GetQualifierSet(marks.out());
        made.data.add(L"qualifiers", qualifiersOf(marks.get()));
        made.data.add(L"properties", properties(object.get()));
        made.data.add(L"methods", methods(object.get()));
        return made;
    }

    static Json properties(IWbemClassObject* object) {
        Json made = Json::of(Json::Array);
        for (const Text& name : memberNames(object)) {
            CIMTYPE type = CIM_ILLEGAL;
            Variant value;
            if (FAILED(object->Get(name.c_str(), 0, value.out(), &type, nullptr))) continue;
            Held<IWbemQualifierSet> marks;
            object->GetPropertyQualifierSet(name.c_str(), marks.out());
            Bstr origin;
            bool told = SUCCEEDED(object->GetPropertyOrigin(name.c_str(), origin.out())) && origin.get();
            Json one = Json::of(Json::Object);
            one.add(L"name", Json::string(name)).add(L"type", Json::string(typeName(type)));
            one.add(L"array", Json::boolean((type & CIM_FLAG_ARRAY) != 0)).add(L"class", classOf(marks.get()));
            one.add(L"origin", told ? Json::string(origin.text()) : Json())
                .add(L"qualifiers", qualifiersOf(marks.get()));
            made.items.push_back(std::move(one));
        }
        return made;
    }

    static Json methods(IWbemClassObject* object) {
        Json made = Json::of(Json::Array);
        if (FAILED(object->BeginMethodEnumeration(0))) return made;
        for (;;) {
            Bstr name;
            Held<IWbemClassObject> in, out;
            HRESULT result = object->NextMethod(0, name.out(), in.out(), out.out());
            if (FAILED(result) || result == WBEM_S_NO_MORE_DATA) break;
            made.items.push_back(method(object, name.text(), in.get(), out.get()));
        }
        object->EndMethodEnumeration();
        return made;
    }

    static Json method(IWbemClassObject* object, const Text& name, IWbemClassObject* in, IWbemClassObject* out) {
        Held<IWbemQualifierSet> marks;
        object->GetMethodQualifierSet(name.c_str(), marks.out());
        Bstr origin;
        bool told = SUCCEEDED(object->GetMethodOrigin(name.c_str(), origin.out())) && origin.get();
        CIMTYPE returned = CIM_ILLEGAL;
        Variant value;
        bool returns = out && SUCCEEDED(out->Get(L"ReturnValue", 0, value.out(), &returned, nullptr));
        std::vector<Signature> taken = parameters(in, out);
        Json made = Json::of(Json::Object), list = Json::of(Json::Array);
        made.add(L"name", Json::string(name)).add(L"origin", told ? Json::string(origin.text()) : Json());
        made.add(L"returns", returns ? Json::string(typeName(returned)) : Json());
        made.add(L"qualifiers", qualifiersOf(marks.get())).add(L"ordered", Json::boolean(ordered(taken)));
        for (const Signature& one : taken) {
            Json told_ = Json::of(Json::Object);
            told_.add(L"name", Json::string(one.name)).add(L"type", Json::string(typeName(one.type)));
            told_.add(L"array", Json::boolean((one.type & CIM_FLAG_ARRAY) != 0)).add(L"class", one.cls);
            told_.add(L"direction", Json::string(one.in && one.out ? L"inout" : one.out ? L"out" : L"in"));
            told_.add(L"id", one.id).add(L"qualifiers", one.qualifiers);
            list.items.push_back(std::move(told_));
        }
        made.add(L"parameters", std::move(list));
        return made;
    }

    static bool ordered(const std::vector<Signature>& taken) {
        for (const Signature& one : taken)
            if (one.id.kind != Json::Number) return false;
        return true;
    }

    // The parameters of both signatures, one entry for each name, by ID where all have one.
    static std::vector<Signature> parameters(IWbemClassObject* in, IWbemClassObject* out) {
        std::vector<Signature> made;
        for (IWbemClassObject* side : {in, out}) {
            if (!side) continue;
            for (const Text& name : memberNames(side)) {
                if (lower(name) == L"returnvalue") continue;
                Signature* one = nullptr;
                for (Signature& known : made)
                    if (lower(known.name) == lower(name)) one = &known;
                if (!one) {
                    made.emplace_back();
                    one = &made.back();
                    one->name = name;
                    Variant value;
                    side->Get(name.c_str(), 0, value.out(), &one->type, nullptr);
                    Held<IWbemQualifierSet> marks;
                    side->GetPropertyQualifierSet(name.c_str(), marks.out());
                    one->cls = classOf(marks.get());
                    one->id = qualifier(marks.get(), L"ID");
                    one->qualifiers = qualifiersOf(marks.get());
                }
                (side == in ? one->in : one->out) = true;
            }
        }
        if (ordered(made))
            std::stable_sort(made.begin(), made.end(), [](const Signature& one, const Signature& other) {
                long long first = 0, second = 0;
                one.id.integer(first), other.id.integer(second);
                return first < second;
            });
        return made;
    }

    // Of Windows Installer's provider alone: to list products, it checks each and repairs it.
    static bool readingActs(IWbemClassObject* object) {
        Held<IWbemQualifierSet> marks;
        object->GetQualifierSet(marks.out());
        return lower(qualifier(marks.get(), L"provider").text) == L"msiprov";
    }

    Answer instances(IWbemServices* services, const Json& request) {
        Text name = request.word(L"name");
        long long limit = 100;
        if (!isName(name)) return Answer::bad("error", L"name is missing or no name of a class");
        if (const Json* said = request.find(L"limit"))
            if (!said->integer(limit) || limit < 1 || limit > LARGEST_LIMIT)
                return Answer::bad("error", L"limit is no number from 1 on");
        // A query for an unknown class may succeed with no rows (Wine), so ask for the class first.
        Held<IWbemClassObject> object;
        HRESULT result = get(services, name, object);
        if (FAILED(result)) return Answer::failed(result, L"looking up " + name);
        if (readingActs(object.get()))
            return Answer::bad("unsupported", L"reading it makes Windows Installer check and repair what is installed");
        Held<IEnumWbemClassObject> found;
        result = services->CreateInstanceEnum(Bstr(name).get(),
                                              WBEM_FLAG_SHALLOW | WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY,
                                              nullptr, found.out());
        if (FAILED(result)) return Answer::failed(result, L"enumerating " + name);
        Json list = Json::of(Json::Array);
        bool more = false;
        for (;;) {
            Held<IWbemClassObject> one;
            ULONG count = 0;
            result = found->Next(WBEM_INFINITE, 1, one.out(), &count);
            if (FAILED(result)) return Answer::failed(result, L"enumerating " + name);
            more = count != 0;
            if (!count || list.items.size() >= static_cast<size_t>(limit)) break;
            Json told = Json::of(Json::Object);
            told.add(L"path", pathOf(one.get())).add(L"values", valuesOf(one.get(), 0));
            list.items.push_back(std::move(told));
        }
        Answer made;
        made.data = Json::of(Json::Object);
        made.data.add(L"instances", std::move(list)).add(L"truncated", Json::boolean(more));
        return made;
    }

    static Json pathOf(IWbemClassObject* object) {
        Json full = systemText(object, L"__PATH");
        return full.kind == Json::String ? full : systemText(object, L"__RELPATH");
    }

    Answer object(const Path& path) {
        Text space = namespaceOf(path.space);
        if (!path.here()) return Answer::bad("unsupported", L"the path is one of another machine");
        if (path.rest.empty() || space.empty()) return Answer::bad("error", L"path is missing or no object path");
        Answer made;
        IWbemServices* services = connect(space, made);
        if (!services) return made;
        Held<IWbemClassObject> owner, found;
        HRESULT result = isName(path.className()) ? get(services, path.className(), owner) : code(0x8004103A);
        if (SUCCEEDED(result) && readingActs(owner.get()))
            return Answer::bad("unsupported", L"reading it makes Windows Installer check and repair what is installed");
        if (SUCCEEDED(result)) result = get(services, path.rest, found);
        if (FAILED(result)) return Answer::failed(result, L"looking up the path");
        made.data = Json::of(Json::Object);
        made.data.add(L"path", pathOf(found.get())).add(L"class", systemText(found.get(), L"__CLASS"));
        return made;
    }

    Answer invoke(IWbemServices* services, const Text& space, const Json& request) {
        Text owner = request.word(L"class"), method = request.word(L"method"), said = request.word(L"path");
        if (!isName(owner) || !isName(method)) return Answer::bad("error", L"class or method is missing or no name");
        Path path(said.empty() ? owner : said, space);
        if (!path.here() || lower(namespaceOf(path.space)) != lower(space))
            return Answer::bad("error", L"path leads out of the namespace");
        Held<IWbemClassObject> object, in, sent, out;
        HRESULT result = get(services, owner, object);
        if (FAILED(result)) return Answer::failed(result, L"looking up " + owner);
        Held<IWbemClassObject> signature;
        result = object->GetMethod(method.c_str(), 0, in.out(), signature.out());
        if (FAILED(result)) return Answer::failed(result, L"looking up " + owner + L"." + method);
        const Json* arguments = request.find(L"arguments");
        if (in) {
            result = in->SpawnInstance(0, sent.out());
            if (FAILED(result)) return Answer::failed(result, L"making the arguments");
        }
        if (arguments && arguments->kind == Json::Object) {
            if (!in && !arguments->items.empty())
                return Answer::bad("error", owner + L"." + method + L" takes no arguments").refused();
            Text trouble = fill(services, sent.get(), *arguments, 0);
            if (!trouble.empty()) return Answer::bad("error", trouble).refused();
        }
        result = services->ExecMethod(Bstr(path.rest).get(), Bstr(method).get(), 0, nullptr, sent.get(), out.out(),
                                      nullptr);
        if (FAILED(result)) {
            Answer failed = Answer::failed(result, L"calling " + owner + L"." + method);
            return isRefusal(result) ? std::move(failed).refused() : failed;
        }
        return outcome(out.get());
    }

    static bool isRefusal(HRESULT result) {
        for (unsigned one : {0x80041005u, 0x80041008u, 0x8004102Fu, 0x8004103Au, 0x80070057u})
            if (result == code(one)) return true;
        return false;
    }

    static Answer outcome(IWbemClassObject* out) {
        Json values = out ? valuesOf(out, 0) : Json::of(Json::Object), outs = Json::of(Json::Object), returned;
        for (size_t at = 0; at < values.items.size(); ++at)
            if (lower(values.names[at]) == L"returnvalue") returned = values.items[at];
            else outs.add(values.names[at].c_str(), values.items[at]);
        Answer made;
        made.data = Json::of(Json::Object);
        made.data.add(L"returns", std::move(returned)).add(L"outs", std::move(outs));
        return made;
    }

    // Puts plain JSON into the properties of an object, each in its CIM type; what is wrong, in words, else "".
    Text fill(IWbemServices* services, IWbemClassObject* object, const Json& values, int depth) {
        for (size_t at = 0; at < values.items.size(); ++at) {
            const Text& name = values.names[at];
            Variant was, value;
            CIMTYPE type = CIM_ILLEGAL;
            if (FAILED(object->Get(name.c_str(), 0, was.out(), &type, nullptr))) return L"there is no argument " + name;
            if (!variant(services, values.items[at], type, value.out(), depth))
                return L"argument " + name + L" is no " + typeName(type);
            if (FAILED(object->Put(name.c_str(), 0, value.get(), 0))) return L"argument " + name + L" was not taken";
        }
        return Text();
    }

    bool variant(IWbemServices* services, const Json& json, CIMTYPE type, VARIANT* into, int depth) {
        if (json.kind == Json::Null) {
            into->vt = VT_NULL;
            return true;
        }
        if (!(type & CIM_FLAG_ARRAY)) return element(services, json, type, into, depth);
        const CimType* known = cimType(type);
        if (json.kind != Json::Array || !known) return false;
        SAFEARRAY* array = SafeArrayCreateVector(known->sent, 0, static_cast<ULONG>(json.items.size()));
        if (!array) return false;
        into->vt = static_cast<VARTYPE>(VT_ARRAY | known->sent);
        V_ARRAY(into) = array;
        for (LONG at = 0; at < static_cast<LONG>(json.items.size()); ++at) {
            Variant one;
            if (!element(services, json.items[static_cast<size_t>(at)], type & ~CIM_FLAG_ARRAY, one.get(), depth))
                return false;
            bool pointer = known->sent == VT_BSTR || known->sent == VT_UNKNOWN;
            void* place = pointer ? static_cast<void*>(V_BSTR(one.get())) : static_cast<void*>(&V_UI8(one.get()));
            if (FAILED(SafeArrayPutElement(array, &at, place))) return false;
        }
        return true;
    }

    bool element(IWbemServices* services, const Json& json, CIMTYPE type, VARIANT* into, int depth) {
        const CimType* known = cimType(type);
        if (!known) return false;
        long long value = 0;
        if (known->most) {
            // WMI hands bits over, so a number may have either sign's range: on signs, implementations differ.
            long long half = (known->most - known->least + 1) / 2;
            if (!json.integer(value) || value < -half || value > 2 * half - 1) return false;
            V_UI8(into) = 0;
            into->vt = known->sent;
            if (known->sent == VT_UI1) V_UI1(into) = static_cast<BYTE>(value);
            else if (known->sent == VT_I2) V_I2(into) = static_cast<SHORT>(value);
            else V_I4(into) = static_cast<LONG>(value);
            return true;
        }
        if (type == CIM_BOOLEAN) {
            if (json.kind != Json::True && json.kind != Json::False) return false;
            into->vt = VT_BOOL;
            V_BOOL(into) = json.kind == Json::True ? VARIANT_TRUE : VARIANT_FALSE;
            return true;
        }
        if (type == CIM_REAL32 || type == CIM_REAL64) {
            if (json.kind != Json::Number) return false;
            double number = wcstod(json.text.c_str(), nullptr);
            into->vt = known->sent;
            if (type == CIM_REAL32) V_R4(into) = static_cast<float>(number);
            else V_R8(into) = number;
            return true;
        }
        if (type == CIM_OBJECT) return embedded(services, json, into, depth);
        bool wide_ = type == CIM_SINT64 || type == CIM_UINT64;
        bool sign = type == CIM_SINT64 && !json.text.empty() && json.text[0] == L'-';
        if (wide_ && (json.kind != Json::Number && json.kind != Json::String)) return false;
        if (wide_ && (!isDigits(sign ? json.text.substr(1) : json.text) || json.text.size() > 20)) return false;
        if (!wide_ && json.kind != Json::String) return false;
        into->vt = VT_BSTR;
        V_BSTR(into) = SysAllocStringLen(json.text.data(), static_cast<UINT>(json.text.size()));
        return V_BSTR(into) != nullptr;
    }

    bool embedded(IWbemServices* services, const Json& json, VARIANT* into, int depth) {
        const Json* values = json.kind == Json::Object ? json.find(L"values") : nullptr;
        Text name = json.kind == Json::Object ? json.word(L"class") : Text();
        if (depth >= DEEPEST_OBJECT || !isName(name) || !values || values->kind != Json::Object) return false;
        Held<IWbemClassObject> owner, made;
        if (FAILED(get(services, name, owner)) || FAILED(owner->SpawnInstance(0, made.out()))) return false;
        if (!fill(services, made.get(), *values, depth + 1).empty()) return false;
        into->vt = VT_UNKNOWN;
        V_UNKNOWN(into) = made.get();
        made->AddRef();
        return true;
    }
};

// ------------------------------------------------------------------------------------------------------- options

struct Options {
    bool allowExec = false;
    DWORD timeout = 20000;        // milliseconds
    std::map<Text, Text> denied;  // lower-case class: why
    Text record, classes, out;
    std::vector<Text> hidden;
    bool mask = false;
    long long limit = 100;
};

// ------------------------------------------------------------------------------------------- one thread's requests

// A thread that answers. One that does not answer in time is left alone for ever, with all that it holds.
class Worker {
public:
    static std::shared_ptr<Worker> start() {
        auto made = std::shared_ptr<Worker>(new Worker);
        auto* share = new std::shared_ptr<Worker>(made);
        HANDLE thread = CreateThread(nullptr, 0, run, share, 0, nullptr);
        if (!thread) {
            delete share;
            return nullptr;
        }
        CloseHandle(thread);
        return made;
    }
    ~Worker() {
        CloseHandle(asked_);
        CloseHandle(answered_);
    }
    bool ask(const Json& request, DWORD milliseconds, Answer& into) {
        request_ = request;
        SetEvent(asked_);
        if (WaitForSingleObject(answered_, milliseconds) != WAIT_OBJECT_0) return false;
        into = std::move(answer_);
        return true;
    }

private:
    HANDLE asked_ = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    HANDLE answered_ = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    Json request_;
    Answer answer_;

    Worker() = default;

    static DWORD WINAPI run(void* share) {
        std::shared_ptr<Worker> self = *static_cast<std::shared_ptr<Worker>*>(share);
        delete static_cast<std::shared_ptr<Worker>*>(share);
        HRESULT ready = CoInitializeEx(nullptr, COINIT_MULTITHREADED);
        // The session ends with the process; COM objects are not let go of at a time when COM itself is going.
        auto* session = new Session;
        for (;;) {
            WaitForSingleObject(self->asked_, INFINITE);
            try {
                self->answer_ = FAILED(ready) ? Answer::failed(ready, L"starting COM")
                                              : session->answer(self->request_);
            } catch (const std::exception& error) {
                self->answer_ = Answer::bad("error", wide(error.what()));
            }
            SetEvent(self->answered_);
        }
    }
};

class Probe {
public:
    explicit Probe(const Options& options) : options_(options) {}

    Answer answer(const Json& request) {
        Text op = request.word(L"op"), space = request.word(L"namespace");
        for (const Text& owner :
             {request.word(L"name"), request.word(L"class"), Path(request.word(L"path"), space).className()}) {
            auto denied = options_.denied.find(lower(owner));
            if (denied != options_.denied.end())
                return Answer::bad("unsupported", owner + L" is on the deny-list: " + denied->second);
        }
        if (op == L"invoke" && !options_.allowExec) return Answer::bad("unsupported", L"started without --allow-exec");
        if (!worker_) worker_ = Worker::start();
        Answer made;
        if (!worker_) return Answer::bad("error", L"no thread could be started");
        if (worker_->ask(request, options_.timeout, made)) return made;
        worker_.reset();
        return Answer::bad("timeout", L"no answer in " + real(options_.timeout / 1000.0).text + L" s");
    }

    Json hello() {
        Json made = Json::of(Json::Object), request = Json::of(Json::Object);
        Answer told = answer(request.add(L"op", Json::string(L"hello")));
        made.add(L"probe", Json::string(L"specgen-wmi")).add(L"version", Json::number(VERSION));
        made.add(L"system", Json::string(system())).add(L"allow_exec", Json::boolean(options_.allowExec));
        made.add(L"capabilities", told.data.kind == Json::Array ? told.data : Json::of(Json::Array));
        if (!told.detail.empty()) made.add(L"detail", Json::string(told.detail));
        return made;
    }

private:
    const Options& options_;
    std::shared_ptr<Worker> worker_;

    template <typename Function> static Function exported(const char* name) {
        HMODULE library = GetModuleHandleW(L"ntdll.dll");
        return library ? reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(library, name))) : nullptr;
    }
    static Text system() {
        OSVERSIONINFOW version = {};
        version.dwOSVersionInfoSize = sizeof version;
        // GetVersionEx answers what the program's manifest wants to hear.
        if (auto ask = exported<LONG(WINAPI*)(OSVERSIONINFOW*)>("RtlGetVersion")) ask(&version);
        Text windows = L"Windows " + std::to_wstring(version.dwMajorVersion) + L"." +
                       std::to_wstring(version.dwMinorVersion) + L"." + std::to_wstring(version.dwBuildNumber);
        auto wine = exported<const char*(CDECL*)()>("wine_get_version");
        return wine ? L"Wine " + wide(wine()) + L" (" + windows + L")" : windows;
    }
};

// ---------------------------------------------------------------------------------------------------------- mask

struct Personal {
    const wchar_t* word;
    const wchar_t* kind;
};

// What begins at a word of a property's name: the longest one, and of several the last one, decides, as UserDomain is a
// domain. Those with $ end where a word ends, too. "" is what only looks personal.
constexpr Personal PERSONAL[] = {
    {L"user", L"user"},
    {L"owner", L"user"},
    {L"account", L"user"},
    {L"person", L"user"},
    {L"personal", L""},
    {L"contact", L"user"},
    {L"manager", L"user"},
    {L"login", L"user"},
    {L"logon", L"user"},
    {L"mail", L"user"},
    {L"email", L"user"},
    {L"mailaddress", L"user"},
    {L"emailaddress", L"user"},
    {L"firstname", L"user"},
    {L"lastname", L"user"},
    {L"givenname", L"user"},
    {L"surname", L"user"},
    {L"installedby", L"user"},
    {L"responsibleparty", L"user"},
    {L"spn$", L"user"},
    {L"upn$", L"user"},
    {L"domain", L"domain"},
    {L"workgroup", L"domain"},
    {L"host", L"host"},
    {L"computer", L"host"},
    {L"machine", L"host"},
    {L"server", L"host"},
    {L"inprocserver", L""},
    {L"localserver$", L""},
    {L"client", L"host"},
    {L"node", L"host"},
    {L"workstation", L"host"},
    {L"vm$", L"host"},
    {L"fqdn", L"host"},
    {L"dns$", L"host"},
    {L"netbios", L"host"},
    {L"broker", L"host"},
    {L"farm", L"host"},
    {L"cluster", L"host"},
    {L"redirector", L"host"},
    {L"gatewayname", L"host"},
    {L"desktopname", L"host"},
    {L"networkname", L"host"},
    {L"mailexchange", L"host"},
    {L"remotename", L"host"},
    {L"remotepath", L"host"},
    {L"servicelocation", L"host"},
    {L"directorylocation", L"host"},
    {L"certificatename", L"host"},
    {L"issuedto", L"host"},
    {L"subjectname", L"host"},
    {L"ip$", L"address"},
    {L"ipv", L"address"},
    {L"ipx", L"address"},
    {L"ipaddress", L"address"},
    {L"ipsec", L""},
    {L"mac$", L"address"},
    {L"macaddress", L"address"},
    {L"address", L"address"},
    {L"gateway$", L"address"},
    {L"forwarders", L"address"},
    {L"sid$", L"sid"},
    {L"pass$", L"secret"},
    {L"passcode", L"secret"},
    {L"passkey", L"secret"},
    {L"passphrase", L"secret"},
    {L"password", L"secret"},
    {L"passwd", L"secret"},
    {L"pwd$", L"secret"},
    {L"secret", L"secret"},
    {L"credential", L"secret"},
    {L"community", L"secret"},
    {L"connectionstring", L"secret"},
    {L"encryptionkey", L"secret"},
    {L"licensekey", L"secret"},
    {L"privatekey", L"secret"},
    {L"productkey", L"secret"},
    {L"recoverykey", L"secret"},
    {L"sharedkey", L"secret"},
    {L"serial", L"id"},
    {L"serialport", L""},
    {L"asset", L"id"},
    {L"productid$", L"id"},
    {L"desktopguid", L"id"},
    {L"certificatesha", L"id"},
    {L"thumbprint", L"id"},
    {L"phone", L"phone"},
    {L"telephone", L"phone"},
    {L"fax", L"phone"},
    {L"isdn", L"phone"},
    {L"organization", L"text"},
    {L"company", L"text"},
    {L"orgunit", L"text"},
    {L"street", L"text"},
    {L"city$", L"text"},
    {L"postalcode", L"text"},
    {L"countryregion", L"text"},
    {L"issuedby", L"text"},
    {L"commandline", L"text"},
    {L"resourcegroupname", L"text"},
    {L"connectedresource", L"host"},
    {L"farmsettings", L"text"},
    {L"rdpsettings", L"text"},
    {L"rdpfile", L"text"},
    {L"uservhd", L"text"},
    {L"enlightment", L"text"},
};
// Whole names of properties that hold what people type or are called, or, "", only look as if they do.
constexpr Personal PERSONAL_NAMES[] = {
    {L"variablevalue", L"text"},   {L"resources", L"text"},  {L"startname", L"user"}, {L"notify", L"user"},
    {L"csname", L"host"},          {L"systemname", L"host"}, {L"uuid", L"id"},        {L"identifyingnumber", L"id"},
    {L"shardwareid", L"id"},       {L"targetname", L"host"}, {L"logonid", L""},       {L"logons", L""},
    {L"logonhours", L""},          {L"environment", L"host"},
};
// Where the last word is one of these, the value is one of a few that every machine has.
const wchar_t* const PLAIN[] = {L"type",    L"types",  L"state",    L"status",   L"mode",
                                L"version", L"format", L"protocol", L"protocols"};
// A class with such a word in its name is about people: its Name, FullName and Caption are names of them.
const wchar_t* const PEOPLE[] = {L"user", L"account", L"owner", L"group", L"logon", L"login", L"trustee"};
// A class whose name ends so is about machines, or, "", not about people; Win32_Desktop is named after its user.
constexpr Personal NAMED[] = {
    {L"server", L"host"},         {L"computersystem", L"host"}, {L"computer", L"host"}, {L"machine", L"host"},
    {L"virtualdesktop", L"host"}, {L"_tsvm", L"host"},          {L"node", L"host"},     {L"farm", L"host"},
    {L"win32_desktop", L"user"},  {L"setting", L""},            {L"device", L""},       {L"loadordergroup", L""},
};
const wchar_t* const NAMING[] = {L"name", L"fullname", L"caption", L"alias"};
// Names that every machine has: hidden where a property is personal, left alone inside other text.
const wchar_t* const COMMON[] = {
    L"system",         L"local service", L"network service", L"localsystem", L"localservice", L"networkservice",
    L"nt authority",   L"nt service",    L"builtin",         L"workgroup",   L"localhost",    L"everyone",
    L"administrators", L"users",         L"guests",          L"true",        L"false",        L"none",
    L"default",        L"unknown",       L"microsoft",       L"windows",         L"console",      L"0.0.0.0",
    L"127.0.0.1",      L"::",            L"::1",
};

// Where the words of a name begin: of UserSIDList at 0, 4 and 7. What is no letter is a word of its own.
std::vector<size_t> words(const Text& name) {
    std::vector<size_t> made;
    for (size_t at = 0; at < name.size(); ++at) {
        bool upper = IsCharUpperW(name[at]) != 0, before = at && IsCharAlphaW(name[at - 1]);
        bool afterLower = at && IsCharLowerW(name[at - 1]);
        bool beforeLower = at + 1 < name.size() && IsCharLowerW(name[at + 1]);
        if (!before || !IsCharAlphaW(name[at]) || (upper && (afterLower || beforeLower))) made.push_back(at);
    }
    return made;
}

bool endsWith(const Text& text, const Text& end) {
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// How much of the name the word takes that begins there; 0 where it does not. "vm$" takes VM and VMs, but not of VMM.
size_t taken(const Text& word, const Text& name, size_t at, const std::vector<size_t>& starts) {
    bool whole = word.back() == L'$';
    size_t size = word.size() - (whole ? 1 : 0);
    if (name.compare(at, size, word, 0, size) != 0) return 0;
    auto ends = [&](size_t end) { return end == name.size() || std::binary_search(starts.begin(), starts.end(), end); };
    if (!whole || ends(at + size)) return size;
    return at + size < name.size() && name[at + size] == L's' && ends(at + size + 1) ? size + 1 : 0;
}

// What a property's values are to be hidden as; "" for what is not personal.
Text personalKind(const Text& owner, const Text& property) {
    Text whole = lower(property), about = lower(owner), kind;
    for (const Personal& one : PERSONAL_NAMES)
        if (whole == one.word) return one.kind;
    std::vector<size_t> starts = words(property);
    for (const wchar_t* one : PLAIN)
        if (starts.size() > 1 && whole.substr(starts.back()) == one) return Text();
    size_t after = 0;
    for (size_t at : starts) {
        if (at < after) continue;
        size_t longest = 0;
        Text found;
        for (const Personal& one : PERSONAL) {
            size_t size = taken(one.word, whole, at, starts);
            if (size <= longest) continue;
            longest = size;
            found = one.kind;
        }
        if (!found.empty()) kind = found;
        after = at + longest;
    }
    if (!kind.empty()) return kind;
    bool names = false;
    for (const wchar_t* one : NAMING) names = names || whole == one;
    if (!names) return Text();
    for (const Personal& one : NAMED)
        if (endsWith(about, one.word)) return one.kind;
    for (size_t at : words(owner))
        for (const wchar_t* one : PEOPLE)
            if (about.compare(at, wcslen(one), one) == 0) return L"user";
    return Text();
}

// Hides what belongs to a person or a machine. First everything is shown to it, then everything is hidden: a value may
// stand inside another one that came before it. Names of classes, properties and namespaces are never touched.
class Mask {
public:
    // What is called by its name in the schema; a person of that name is hidden as a whole word only.
    void schema(const Text& name) {
        if (name.empty()) return;
        identifiers_.insert(lower(name));
        for (const Text& word : split(lower(name), L"_\\/")) identifiers_.insert(word);
    }

    // What the person who records wants hidden besides.
    void also(const Text& value) { certain(L"text", value); }

    // The names of this machine and of who runs this.
    void machine() {
        for (COMPUTER_NAME_FORMAT format :
             {ComputerNamePhysicalDnsFullyQualified, ComputerNameDnsFullyQualified, ComputerNameNetBIOS,
              ComputerNameDnsHostname, ComputerNamePhysicalDnsHostname})
            certain(L"host",
                    asked([format](wchar_t* into, DWORD* size) { return GetComputerNameExW(format, into, size); }));
        for (COMPUTER_NAME_FORMAT format : {ComputerNameDnsDomain, ComputerNamePhysicalDnsDomain})
            certain(L"domain",
                    asked([format](wchar_t* into, DWORD* size) { return GetComputerNameExW(format, into, size); }));
        certain(L"user", asked([](wchar_t* into, DWORD* size) { return GetUserNameW(into, size); }));
        for (EXTENDED_NAME_FORMAT format : {NameDisplay, NameUserPrincipal, NameSamCompatible})
            for (const Text& part : split(asked([format](wchar_t* into, DWORD* size) {
                                              return static_cast<BOOL>(GetUserNameExW(format, into, size));
                                          }),
                                          L"\\@"))
                certain(L"user", part);
        certain(L"user", variable(L"USERNAME"));
        certain(L"host", variable(L"COMPUTERNAME"));
        certain(L"domain", variable(L"USERDNSDOMAIN"));
        certain(L"domain", variable(L"USERDOMAIN"));
        Text home = variable(L"USERPROFILE");
        certain(L"user", home.substr(home.find_last_of(L"\\/") + 1));
    }

    void learn(const Text& owner, const Json& values) {
        if (values.kind != Json::Object) return;
        for (size_t at = 0; at < values.items.size(); ++at) {
            const Json* value = values.items[at].find(L"value");
            if (!value) continue;
            Text kind = personalKind(owner, values.names[at]);
            each(*value, [&](const Json& one) {
                if (one.kind == Json::Object && one.find(L"values")) learn(one.word(L"class"), *one.find(L"values"));
                else if (one.kind == Json::String && !kind.empty() && isText(values.items[at])) hidden(kind, one.text);
            });
        }
    }

    void hide(const Text& owner, Json& values) {
        if (values.kind != Json::Object) return;
        for (size_t at = 0; at < values.items.size(); ++at) {
            Json* value = values.items[at].find(L"value");
            if (!value) continue;
            if (holdsSid(values.items[at].word(L"type"), *value)) *value = Json();
            Text kind = personalKind(owner, values.names[at]), type = values.items[at].word(L"type");
            each(*value, [&](Json& one) {
                if (one.kind == Json::Object && one.find(L"values")) hide(one.word(L"class"), *one.find(L"values"));
                else if (one.kind != Json::String) return;
                else if (type == L"reference") one.text = path(one.text);
                else if (isText(values.items[at])) one.text = kind.empty() ? text(one.text) : hidden(kind, one.text);
            });
        }
    }

    // An object path, whose namespace and class stay readable.
    Text path(const Text& said) {
        Path parts(said, Text());
        Text owner = parts.className();
        Text made = parts.server.empty() ? Text() : L"\\\\" + text(parts.server) + L"\\";
        if (parts.rest.size() != said.size()) made += parts.space + L":";
        return made + owner + keys(owner, parts.rest.substr(owner.size()));
    }

    Text text(const Text& said) const {
        Text folded = lower(said), made;
        for (size_t at = 0; at < said.size();) {
            size_t size = sidAt(folded, at);
            const Text* put = nullptr;
            if (size) {
                put = &placeholder(L"sid", said.substr(at, size));
            } else if (const Secret* found = secretAt(folded, at)) {
                size = found->text.size();
                put = &found->put;
            }
            made += put ? *put : Text(1, said[at]);
            at += put ? size : 1;
        }
        return made;
    }

private:
    // Anywhere; as a word (user_1 is two); as a word that has no _ beside it; between quotes, slashes or ends.
    enum How { Inside, Word, Whole, Alone };
    struct Secret {
        Text text, put;
        How how;
    };

    std::set<Text> identifiers_;
    mutable std::map<Text, Text> known_;  // by what is hidden, in lower case
    mutable std::map<Text, int> counts_;
    std::map<wchar_t, std::vector<Secret>> secrets_;  // by first character, the longest first

    template <typename One, typename Do> static void each(One& value, Do act) {
        if (value.kind != Json::Array) return act(value);
        for (auto& item : value.items) act(item);
    }
    template <typename Ask> static Text asked(Ask ask) {
        wchar_t held[1024] = {};
        DWORD size = 1023;
        return ask(held, &size) ? Text(held) : Text();
    }
    static Text variable(const wchar_t* name) {
        return asked([name](wchar_t* into, DWORD* size) {
            DWORD given = GetEnvironmentVariableW(name, into, *size);
            return given > 0 && given < *size;
        });
    }
    static std::vector<Text> split(const Text& text, const wchar_t* at) {
        std::vector<Text> made(1);
        for (wchar_t c : text)
            if (wcschr(at, c)) made.emplace_back();
            else made.back().push_back(c);
        made.erase(std::remove(made.begin(), made.end(), Text()), made.end());
        return made;
    }
    static bool isText(const Json& value) {
        Text type = value.word(L"type");
        return type == L"string" || type == L"reference" || type == L"object";
    }

    const Text& placeholder(const Text& kind, const Text& value) const {
        Text& put = known_[lower(value)];
        if (put.empty()) put = L"<" + kind + L"-" + std::to_wstring(++counts_[kind]) + L">";
        return put;
    }

    void certain(const Text& kind, const Text& value) {
        if (value.empty() || known_.count(lower(value))) return;
        bool inside = value.size() > 3;
        for (const Text& one : identifiers_) inside = inside && one.find(lower(value)) == Text::npos;
        keep(value, placeholder(kind, value),
             value.size() < 3                   ? Alone
             : inside                           ? Inside
             : identifiers_.count(lower(value)) ? Whole
                                                : Word);
    }

    void keep(const Text& value, const Text& put, How how) {
        std::vector<Secret>& around = secrets_[lower(value)[0]];
        around.push_back({lower(value), put, how});
        std::stable_sort(around.begin(), around.end(),
                         [](const Secret& one, const Secret& other) { return one.text.size() > other.text.size(); });
    }

    // The keys of an object path: each is hidden as the property is that has its name.
    Text keys(const Text& owner, const Text& said) {
        Text made;
        size_t from = 0;
        for (size_t is = said.find(L"=\""); is != Text::npos; is = said.find(L"=\"", is)) {
            size_t name = is, first = is + 2, end = first;
            while (name && isPart(said, name - 1)) --name;
            Text value;
            for (; end < said.size() && said[end] != L'"'; ++end) {
                if (said[end] == L'\\' && end + 1 < said.size()) ++end;
                value.push_back(said[end]);
            }
            Text kind = personalKind(owner, said.substr(name, is - name));
            bool known = known_.count(lower(value)) > 0, nested = isPath(value);
            if (nested || (!kind.empty() && (known || !isPlain(value)))) {
                made += text(said.substr(from, first - from));
                for (wchar_t c : nested ? path(value) : hidden(kind, value))
                    made += c == L'\\' || c == L'"' ? Text(L"\\") + c : Text(1, c);
                from = end;
            }
            is = end;
        }
        return made + text(said.substr(from));
    }
    static bool isPath(const Text& value) {
        Path parts(value, Text());
        Text owner = parts.className();
        for (wchar_t c : owner)
            if (!isLetter(c) && !isDigit(c) && c != L'_') return false;
        return !owner.empty() && owner.size() < parts.rest.size() && parts.rest.size() < value.size();
    }
    // A number or a moment, which a path has between quotes, too.
    static bool isPlain(const Text& value) {
        return isDigits(value) || (value.size() == 25 && isDigits(value.substr(0, 14)) && value[14] == L'.');
    }

    // A personal value: DOMAIN\name and name@domain are hidden part by part, so that each is found again elsewhere.
    Text hidden(const Text& kind, const Text& value) {
        if (kind != L"user" && kind != L"host" && kind != L"domain") return one(kind, value);
        Text made;
        size_t from = 0;
        if (value.compare(0, 2, L"\\\\") == 0) {  // \\server\share
            from = std::min(value.find(L'\\', 2), value.size());
            made = L"\\\\" + one(L"host", value.substr(2, from - 2));
            if (from == value.size()) return made;
            made += value[from++];
            return made + one(L"text", value.substr(from));
        }
        for (;;) {
            size_t to = value.find_first_of(L"\\@", from);
            wchar_t after = to == Text::npos ? L'\0' : value[to], before = from ? value[from - 1] : L'\0';
            Text part = value.substr(from, to == Text::npos ? Text::npos : to - from);
            made += one(after == L'\\' || before == L'@' ? Text(L"domain") : kind, part);
            if (to == Text::npos) return made;
            made.push_back(after);
            from = to + 1;
        }
    }
    Text one(const Text& kind, const Text& value) {
        if (value.empty() || value == L".") return value;
        if (sidAt(lower(value), 0) == value.size()) return placeholder(L"sid", value);
        if (known_.count(lower(value))) return known_[lower(value)];
        Text put = placeholder(kind, value), folded = lower(value);
        bool spread = kind != L"text" && !identifiers_.count(folded) && (value.size() > 5 || !isDigits(value));
        bool digit = value.find_first_of(L"0123456789") != Text::npos;  // not "To be filled by O.E.M."
        if (kind == L"id" || kind == L"phone" || kind == L"secret")
            spread = spread && value.size() > 5 && (digit || kind == L"secret");
        for (const wchar_t* name : COMMON) spread = spread && folded != name;
        if (spread) keep(value, put, value.size() > 2 ? Word : Alone);
        return put;
    }

    static bool isWord(const Text& text, size_t at) { return at < text.size() && IsCharAlphaNumericW(text[at]); }
    static bool isPart(const Text& text, size_t at) {
        return isWord(text, at) || (at < text.size() && text[at] == L'_');
    }
    static bool isEdge(const Text& text, size_t at) { return at >= text.size() || wcschr(L"\"'\\/@", text[at]); }

    const Secret* secretAt(const Text& folded, size_t at) const {
        auto around = secrets_.find(folded[at]);
        if (around == secrets_.end()) return nullptr;
        for (const Secret& one : around->second) {
            if (folded.compare(at, one.text.size(), one.text) != 0) continue;
            size_t end = at + one.text.size(), before = at ? at - 1 : Text::npos;
            if (one.how == Inside || (one.how == Word && !isWord(folded, before) && !isWord(folded, end)) ||
                (one.how == Whole && !isPart(folded, before) && !isPart(folded, end)) ||
                (one.how == Alone && isEdge(folded, before) && isEdge(folded, end)))
                return &one;
        }
        return nullptr;
    }

    // How long the SID of an account or a machine is that begins here; 0 for none. Well-known SIDs name nobody.
    static size_t sidAt(const Text& folded, size_t at) {
        bool begins = folded.compare(at, 9, L"s-1-5-21-") == 0 || folded.compare(at, 9, L"s-1-12-1-") == 0;
        if (!begins || (at && isWord(folded, at - 1))) return 0;
        size_t end = at + 9;
        while (end < folded.size() &&
               (isDigit(folded[end]) || (folded[end] == L'-' && end + 1 < folded.size() && isDigit(folded[end + 1]))))
            ++end;
        return end > at + 9 ? end - at : 0;
    }

    // The same in bytes, alone or inside a security descriptor.
    static bool holdsSid(const Text& type, const Json& value) {
        static const wchar_t* const starts[] = {L"0 0 0 0 0 5 21 0 0 0 ", L"0 0 0 0 0 12 1 0 0 0 "};
        if (type != L"uint8" || value.kind != Json::Array) return false;
        Text bytes = L" ";
        for (const Json& one : value.items) bytes += one.text + L" ";
        for (const wchar_t* start : starts)
            if (bytes.find(L" " + Text(start)) != Text::npos) return true;
        return false;
    }
};

// ----------------------------------------------------------------------------------------------------- recording

void tell(const Text& message) {
    int size = WideCharToMultiByte(CP_UTF8, 0, message.data(), static_cast<int>(message.size()), nullptr, 0, nullptr,
                                   nullptr);
    std::string out(static_cast<size_t>(size), ' ');
    WideCharToMultiByte(CP_UTF8, 0, message.data(), static_cast<int>(message.size()), &out[0], size, nullptr, nullptr);
    out.push_back('\n');
    DWORD written = 0;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), out.data(), static_cast<DWORD>(out.size()), &written, nullptr);
}

bool writeAll(HANDLE file, const std::string& bytes) {
    for (size_t at = 0; at < bytes.size();) {
        DWORD written = 0, size = static_cast<DWORD>(std::min<size_t>(bytes.size() - at, 1 << 20));
        if (!WriteFile(file, bytes.data() + at, size, &written, nullptr) || !written) return false;
        at += written;
    }
    return true;
}

bool readLines(const Text& path, std::vector<std::string>& lines) {
    HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                              FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return false;
    std::string all;
    char block[4096];
    DWORD got = 0;
    bool fine = true;
    while ((fine = ReadFile(file, block, sizeof block, &got, nullptr) != 0) && got && all.size() < LONGEST_LINE)
        all.append(block, got);
    CloseHandle(file);
    lines.assign(1, std::string());
    for (char c : all)
        if (c == '\n') lines.emplace_back();
        else if (c != '\r') lines.back().push_back(c);
    return fine;
}

void shown(const Json& line, Mask& mask) {
    mask.schema(line.at(L"request").word(L"namespace"));
    mask.schema(line.at(L"request").word(L"name"));
    for (const wchar_t* members : {L"properties", L"methods"})
        for (const Json& member : line.at(L"reply").at(L"data").at(members).items) mask.schema(member.word(L"name"));
}

void learned(const Json& line, Mask& mask) {
    for (const Json& instance : line.at(L"reply").at(L"data").at(L"instances").items)
        mask.learn(line.at(L"request").word(L"name"), instance.at(L"values"));
}

void hidePath(Json* holder, Mask& mask) {
    Json* path = holder ? holder->find(L"path") : nullptr;
    if (path && path->kind == Json::String) path->text = mask.path(path->text);
}

void hide(Json& line, Mask& mask) {
    Json *request = line.find(L"request"), *reply = line.find(L"reply");
    Json *data = reply ? reply->find(L"data") : nullptr, *detail = reply ? reply->find(L"detail") : nullptr;
    Json* list = data ? data->find(L"instances") : nullptr;
    if (detail) detail->text = mask.text(detail->text);
    hidePath(request, mask);
    hidePath(data, mask);
    if (!list) return;
    for (Json& instance : list->items) {
        hidePath(&instance, mask);
        if (Json* values = instance.find(L"values")) mask.hide(request ? request->word(L"name") : Text(), *values);
    }
}

void hideAll(std::vector<Json>& lines, const Options& options) {
    Mask mask;
    mask.schema(L"root\\cimv2\\default");
    for (const Json& line : lines) shown(line, mask);
    mask.machine();
    for (const Text& value : options.hidden) mask.also(value);
    for (const Json& line : lines) learned(line, mask);
    for (Json& line : lines) hide(line, mask);
}

class Recording {
public:
    Recording(Probe& probe, const Options& options) : probe_(probe), options_(options) {}

    int run() {
        std::vector<Text> names;
        if (!(options_.classes.empty() ? listed(names) : given(names))) return 1;
        size_t done = 0;
        for (const Text& name : names) {
            if (done++ % 50 == 0) tell(std::to_wstring(done) + L" of " + std::to_wstring(names.size()) + L": " + name);
            one(name);
        }
        return hideAndWrite() ? 0 : 1;
    }

private:
    Probe& probe_;
    const Options& options_;
    std::vector<Json> lines_;
    std::set<Text> asked_;

    Json request(const wchar_t* op) const {
        Json made = Json::of(Json::Object);
        made.add(L"op", Json::string(op)).add(L"namespace", Json::string(options_.record));
        return made;
    }
    Json ask(Json request) {
        Json reply = probe_.answer(request).reply(Json()), line = Json::of(Json::Object);
        reply.names.erase(reply.names.begin());  // the id
        reply.items.erase(reply.items.begin());
        line.add(L"request", std::move(request)).add(L"reply", reply);
        lines_.push_back(std::move(line));
        return reply;
    }

    bool listed(std::vector<Text>& names) {
        Json reply = ask(request(L"classes"));
        const Json* data = reply.find(L"data");
        const Json* found = data && data->kind == Json::Object ? data->find(L"classes") : nullptr;
        if (!found) {
            tell(L"wmi_probe: " + reply.word(L"detail") + L"; give the names with --classes FILE");
            return false;
        }
        for (const Json& name : found->items)
            if (isName(name.text)) names.push_back(name.text);
        std::sort(names.begin(), names.end());
        return true;
    }

    bool given(std::vector<Text>& names) const {
        std::vector<std::string> lines;
        if (!readLines(options_.classes, lines)) {
            tell(L"wmi_probe: cannot read " + options_.classes);
            return false;
        }
        for (size_t at = 0; at < lines.size(); ++at) {
            while (!lines[at].empty() && (lines[at].back() == ' ' || lines[at].back() == '\t')) lines[at].pop_back();
            if (lines[at].empty()) continue;
            Text name;
            if (!fromUtf8(lines[at], name) || !isName(name)) {
                tell(L"wmi_probe: " + options_.classes + L":" + std::to_wstring(at + 1) + L": no name of a class");
                return false;
            }
            names.push_back(name);
        }
        return true;
    }

    void one(const Text& name) {
        Json reply = ask(request(L"class").add(L"name", Json::string(name)));
        // Instances of the system classes are WMI's own set-up, event consumers for one.
        if (reply.word(L"status") != L"ok" || name.compare(0, 2, L"__") == 0) return;
        reply = ask(request(L"instances").add(L"name", Json::string(name)).add(L"limit", Json::number(options_.limit)));
        const Json* data = reply.find(L"data");
        if (!data || data->kind != Json::Object) return;
        long long left = options_.limit;
        for (const Json& instance : data->at(L"instances").items)
            for (const Json& value : instance.at(L"values").items) {
                if (value.word(L"type") != L"reference") continue;
                const Json& held = value.at(L"value");
                if (held.kind == Json::String) refer(held.text, left);
                for (const Json& item : held.items) refer(item.text, left);
            }
    }

    void refer(const Text& path, long long& left) {
        if (path.empty() || left < 1 || !asked_.insert(lower(path)).second) return;
        --left;
        ask(request(L"object").add(L"path", Json::string(path)));
    }

    bool hideAndWrite() {
        std::string out;
        Json hello = probe_.hello();
        write(out, hello.add(L"masked", Json::boolean(true)));
        out.push_back('\n');
        hideAll(lines_, options_);
        for (const Json& line : lines_) {
            write(out, line);
            out.push_back('\n');
        }
        return save(out);
    }

    bool save(const std::string& out) const {
        if (options_.out.empty()) return writeAll(GetStdHandle(STD_OUTPUT_HANDLE), out);
        Text part = options_.out + L".part";
        HANDLE file = CreateFileW(part.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL,
                                  nullptr);
        bool fine = file != INVALID_HANDLE_VALUE && writeAll(file, out) && FlushFileBuffers(file);
        if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
        fine = fine &&
               MoveFileExW(part.c_str(), options_.out.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
        if (!fine) tell(L"wmi_probe: cannot write " + options_.out);
        return fine;
    }
};

// --------------------------------------------------------------------------------------------- the command itself

const wchar_t* const HELP =
    L"wmi_probe: asks WMI what it is, for conformance tests\n"
    L"\n"
    L"  wmi_probe [--timeout SECONDS] [--deny CLASS[=REASON]]... [--allow-exec]\n"
    L"      answers JSON lines on the standard input until its end; it only reads, unless --allow-exec is given\n"
    L"  wmi_probe --record NAMESPACE [--out FILE] [--classes FILE] [--limit N] [--timeout SECONDS] [--deny CLASS]...\n"
    L"            [--hide TEXT]...\n"
    L"      writes what the namespace (root/cimv2) says of its classes, up to N instances of each (100), and\n"
    L"      whether the objects that these refer to are there; it never calls a method and changes nothing\n"
    L"      --out FILE      written in one go when all is done; without it, to the standard output\n"
    L"      --classes FILE  the names of the classes, one per line; without it, all that the namespace lists\n"
    L"      --hide TEXT     mask this, too, wherever it stands in a value\n"
    L"  wmi_probe --mask [--hide TEXT]...\n"
    L"      masks the lines of a recording on the standard input once more, to the standard output\n"
    L"\n"
    L"A recording is masked before it is written. A value becomes <user-1>, <host-2>, <sid-3> and so on: the same\n"
    L"value the same placeholder, whatever its case, also inside longer text and object paths. Masked are:\n"
    L"  - the names of this computer, its DNS name and domain; the name of the user who runs this, in all its forms\n"
    L"  - SIDs of accounts and machines (S-1-5-21-..., S-1-12-1-...); as bytes, the whole value becomes null\n"
    L"  - text in properties whose name has a word such as\n"
    L"      user, owner, account, person, contact, manager, login, logon, mail, first or last name      <user-N>\n"
    L"      domain, workgroup                                                                         <domain-N>\n"
    L"      host, computer, machine, server, client, node, VM, FQDN, DNS, NetBIOS, broker, farm,\n"
    L"      cluster, workstation, gateway name, system name, certificate name                           <host-N>\n"
    L"      address, IP, IPv4, IPv6, IPX, MAC, gateway                                               <address-N>\n"
    L"      SID                                                                                          <sid-N>\n"
    L"      password, pass, pwd, passphrase, secret, credential, community, connection string,\n"
    L"      product, license, private, shared, encryption or recovery key                             <secret-N>\n"
    L"      serial, asset, product ID, UUID, identifying number, thumbprint                              <id-N>\n"
    L"      phone, fax                                                                                 <phone-N>\n"
    L"      organization, company, street, city, postal code, command line, variable value              <text-N>\n"
    L"    and keys of that name in object paths; the last such word counts: UserDomain is a domain. Not if the name\n"
    L"    ends in type, state, status, mode, version, format or protocol: UserType has a few values, all known\n"
    L"  - Name, FullName, Caption and Alias in classes about users, accounts, owners, groups, logons and trustees,\n"
    L"    and in classes whose name ends in Server, Computer, ComputerSystem, Machine, VirtualDesktop, Node or Farm\n"
    L"Names of one or two letters are masked only where they stand alone, between quotes or in a path.\n"
    L"Not masked: numbers, dates, and any other text, such as paths of files, GUIDs, comments, descriptions, names\n"
    L"of what is installed, names that somebody gave to a collection or a policy. Look through the file before you\n"
    L"pass it on; every line is plain JSON. --hide hides what you find.\n"
    L"\n"
    L"Classes of Windows Installer (Win32_Product) are described, but never read: reading repairs what is installed.\n"
    L"Exit codes: 0 done, 1 failed, 2 wrong options.\n";

int usage(const Text& trouble) {
    tell(L"wmi_probe: " + trouble + L" (--help says more)");
    return 2;
}

// Where the process ends with threads that hang, nothing may wait for them.
[[noreturn]] void leave(int status) {
    FlushFileBuffers(GetStdHandle(STD_OUTPUT_HANDLE));
    TerminateProcess(GetCurrentProcess(), static_cast<UINT>(status));
    for (;;) Sleep(INFINITE);
}

// A crash must not wait for a debugger or for somebody to click.
LONG WINAPI crashed(EXCEPTION_POINTERS* about) {
    TerminateProcess(GetCurrentProcess(), about->ExceptionRecord->ExceptionCode);
    return EXCEPTION_EXECUTE_HANDLER;
}

bool send(const Json& json) {
    std::string out;
    write(out, json);
    out.push_back('\n');
    return writeAll(GetStdHandle(STD_OUTPUT_HANDLE), out);
}

// One line at a time; a line that is too long is dropped to its end, and comes back as no JSON.
class Input {
public:
    bool line(std::string& into) {
        into.clear();
        bool fits = true;
        for (;;) {
            if (at_ == size_ && !more()) return !into.empty() || !fits;
            char c = block_[at_++];
            if (c == '\n') break;
            fits = fits && into.size() < LONGEST_LINE;
            if (fits) into.push_back(c);
        }
        if (!fits) into = "too long";
        return true;
    }

private:
    char block_[65536];
    DWORD at_ = 0, size_ = 0;

    bool more() {
        at_ = size_ = 0;
        return ReadFile(GetStdHandle(STD_INPUT_HANDLE), block_, sizeof block_, &size_, nullptr) && size_ > 0;
    }
};

int serve(Probe& probe) {
    static Input input;
    std::string line;
    if (!send(probe.hello())) return 1;
    while (input.line(line)) {
        Text text;
        Json request;
        if (!fromUtf8(line, text) || !Parser(text).parse(request) || request.kind != Json::Object) {
            if (!send(Answer::bad("error", L"line is no JSON object").reply(Json()))) return 1;
            continue;
        }
        const Json* id = request.find(L"id");
        if (request.word(L"op") == L"quit") break;
        if (!send(probe.answer(request).reply(id ? *id : Json()))) return 1;
    }
    return 0;
}

// Hides the lines of a recording that something else made: all of them are read before the first is written.
int maskInput(const Options& options) {
    static Input input;
    std::string line, out;
    std::vector<Json> lines;
    while (input.line(line)) {
        Text text;
        lines.emplace_back();
        if (fromUtf8(line, text) && Parser(text).parse(lines.back()) && lines.back().kind == Json::Object) continue;
        tell(L"wmi_probe: line " + std::to_wstring(lines.size()) + L" is no JSON object");
        return 1;
    }
    hideAll(lines, options);
    for (const Json& one : lines) {
        write(out, one);
        out.push_back('\n');
    }
    return writeAll(GetStdHandle(STD_OUTPUT_HANDLE), out) ? 0 : 1;
}

bool number(const Text& text, long long least, long long most, long long& value) {
    return Json::of(Json::Number, text).integer(value) && isDigits(text) && value >= least && value <= most;
}

bool milliseconds(const Text& text, DWORD& into) {
    if (text.find_first_not_of(L"0123456789.") != Text::npos) return false;
    double seconds = wcstod(text.c_str(), nullptr);
    into = static_cast<DWORD>(seconds * 1000);
    return seconds >= 0.001 && seconds <= 86400;
}

// "" where the options make sense.
Text read(int count, wchar_t** arguments, Options& options, bool& help) {
    for (int at = 1; at < count; ++at) {
        Text name = arguments[at];
        if (name == L"--help" || name == L"--allow-exec" || name == L"--mask") {
            (name == L"--help" ? help : name == L"--mask" ? options.mask : options.allowExec) = true;
            continue;
        }
        static const std::set<Text> taking = {L"--timeout", L"--deny",  L"--record", L"--classes",
                                              L"--out",     L"--limit", L"--hide"};
        if (!taking.count(name)) return L"unknown option " + name;
        if (++at == count) return name + L" needs a value";
        Text value = arguments[at];
        long long read = 0;
        size_t equals = value.find(L'=');
        if (name == L"--timeout" && !milliseconds(value, options.timeout))
            return L"--timeout needs a number of seconds";
        if (name == L"--limit" && !number(value, 1, LARGEST_LIMIT, read)) return L"--limit needs a number from 1 on";
        if (name == L"--record" && namespaceOf(value).empty())
            return L"--record needs a local namespace such as root/cimv2";
        if (name == L"--timeout") continue;
        if (name == L"--limit") options.limit = read;
        else if (name == L"--record") options.record = value;
        else if (name == L"--hide") options.hidden.push_back(value);
        else if (name == L"--classes") options.classes = value;
        else if (name == L"--out") options.out = value;
        else
            options.denied[lower(value.substr(0, equals))] = equals == Text::npos ? L"as asked for"
                                                                                  : value.substr(equals + 1);
    }
    if (options.record.empty() && !(options.classes + options.out).empty())
        return L"--classes and --out go with --record";
    if (!options.record.empty() && options.allowExec)
        return L"a recording calls no methods: no --allow-exec with --record";
    return Text();
}

int run(int count, wchar_t** arguments) {
    Options options;
    bool help = false;
    Text trouble = read(count, arguments, options, help);
    if (help) {
        std::string out;
        for (const wchar_t* c = HELP; *c; ++c) appendUtf8(out, *c);
        return writeAll(GetStdHandle(STD_OUTPUT_HANDLE), out) ? 0 : 1;
    }
    if (!trouble.empty()) return usage(trouble);
    HRESULT result = CoInitializeEx(nullptr, COINIT_MULTITHREADED);
    if (SUCCEEDED(result))
        result = CoInitializeSecurity(nullptr, -1, nullptr, nullptr, RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
                                      RPC_C_IMP_LEVEL_IMPERSONATE, nullptr, EOAC_NONE, nullptr);
    if (FAILED(result) && result != RPC_E_TOO_LATE) {
        tell(L"wmi_probe: " + Answer::failed(result, L"starting COM").detail);
        return 1;
    }
    Probe probe(options);
    if (options.mask) return maskInput(options);
    return options.record.empty() ? serve(probe) : Recording(probe, options).run();
}

}  // namespace

int wmain(int count, wchar_t** arguments) {
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    SetUnhandledExceptionFilter(crashed);
    int status = 1;
    try {
        status = run(count, arguments);
    } catch (const std::exception& error) {
        tell(L"wmi_probe: " + wide(error.what()));
    }
    leave(status);
}
