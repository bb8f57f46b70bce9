"""Small WMI pages in other languages, in the form that published ones have, about things that do not exist.

Their headings carry no anchors, and their metadata stands in another order than usual: only words tell what is what.
"""

from dataclasses import dataclass

METHOD = """---
title: {title}
api_name:
- Ice_Drill.Bore
api_type:
- COM
---
# {title}

{syntax_intro}

## {syntax}

```mof
uint32 Bore(
  uint32 Depth,
  string Tip,
  Ice_Core REF Core
);
```

## {parameters}

<dl> <dt>

*Depth* \\[ {into}\\]
</dt> <dd>

1.

</dd> <dt>

*Tip* \\[ {into}{comma}{optional}\\]
</dt> <dd>

2.

</dd> <dt>

*Core* \\[ {out}\\]
</dt> <dd>

3.

</dd> </dl>

## {returns}

{outcome}

## {remarks}

4.

## {requirements}

| {requirement} | {value} |
|-------------------------------------|-----------------------------|
| {client}<br/> | {none}<br/> |
| {server}<br/> | Windows Server 2012<br/> |
| {namespace}<br/> | Root\\\\Polar<br/> |
| {header}<br/> | <dl> <dt>Ice</dt> </dl> |
| {library}<br/> | <dl> <dt>Ice</dt> </dl> |

## {see_also}

<dl> <dt>

[**Ice\\_Drill**](ice-drill.md)
</dt> </dl>
"""

CLASS = """---
title: Ice_Drill
api_name:
- Ice_Drill
- Ice_Drill.Maker
api_type:
- DllExport
---
# Ice\\_Drill

## {syntax}

``` syntax
class Ice_Drill : Ice_Tool
{{
  string Maker;
}};
```

## {members}

### {properties}

<dl> <dt>

**Maker**
</dt> <dd> <dl> <dt>

{access}{colon} {read_only}
</dt> <dt>

{qualifiers}{colon} **{key}**
</dt> <dt>

{data_type}{colon} **{string}**
</dt> </dl>

{inherited}

</dd> </dl>
"""


@dataclass(frozen=True)
class Words:
    """The words of one language for both pages.

    ``outcome`` is the usual sentence on return codes. ``inherited`` holds a link to ``ice-tool.md``. ``colon`` stands
    behind labels, ``comma`` between the words of a tag, as the language writes them.
    """

    title: str
    syntax_intro: str
    headings: str
    tags: str
    outcome: str
    table: str
    labels: str
    inherited: str
    colon: str = ":"
    comma: str = ", "

    def method(self) -> str:
        """The method page."""
        return METHOD.format(title=self.title, syntax_intro=self.syntax_intro, outcome=self.outcome, **self._named())

    def wmi_class(self) -> str:
        """The class page."""
        return CLASS.format(inherited=self.inherited, **self._named())

    def _named(self) -> dict[str, str]:
        heads = ("syntax", "parameters", "returns", "remarks", "requirements", "see_also", "members", "properties")
        rows = ("requirement", "value", "client", "server", "none", "namespace", "header", "library")
        labels = ("data_type", "access", "qualifiers", "read_only", "key", "string")
        fields = ((heads, self.headings), (("into", "optional", "out"), self.tags), (rows, self.table))
        named = [*fields, (labels, self.labels)]
        words = {name: word for names, text in named for name, word in zip(names, text.split(" | "), strict=True)}
        return words | {"colon": self.colon, "comma": self.comma}


PAGES = {
    "es-es": Words(
        "Método Bore de la clase Ice_Drill",
        "Perfora el hielo.",
        "Sintaxis | Parámetros | Valor devuelto | Comentarios | Requisitos | Vea también | Miembros | Propiedades",
        "En | opcional | salida",
        "Devuelve 0 si se ejecuta correctamente; de lo contrario, devuelve un código de error de WMI.",
        "Requisito | Valor | Cliente mínimo compatible | Servidor mínimo compatible | No se admite ninguno"
        " | Espacio de nombres | Encabezado | Biblioteca",
        "Tipo de datos | Tipo de acceso | Calificadores | Solo lectura | clave | cadena",
        "Esta propiedad se hereda de [**Ice\\_Tool**](ice-tool.md).",
        colon="\u00a0:",
    ),
    "it-it": Words(
        "Metodo Bore della classe Ice_Drill",
        "Perfora il ghiaccio.",
        "Sintassi | Parametri | Valore restituito | Commenti | Requisiti | Vedi anche | Membri | Proprietà",
        "in | facoltativo | uscita",
        "Restituisce 0 in caso di esito positivo, in caso contrario restituisce un codice di errore WMI.",
        "Requisito | Valore | Client minimo supportato | Server minimo supportato | Nessuno supportato"
        " | Spazio dei nomi | Intestazione | Libreria",
        "Tipo di dati | Tipo di accesso | Qualificatori | Sola lettura | chiave | stringa",
        "Questa proprietà viene ereditata da [**Ice\\_Tool**](ice-tool.md).",
    ),
    "nl-nl": Words(
        "Methode Bore van de klasse Ice_Drill",
        "Boort door het ijs.",
        "Syntaxis | Parameters | Retourwaarde | Opmerkingen | Vereisten | Zie ook | Leden | Eigenschappen",
        "in | optioneel | uit",
        "Retourneert 0 als de bewerking is geslaagd, anders wordt een WMI-foutcode geretourneerd.",
        "Vereiste | Waarde | Minimaal ondersteunde client | Minimaal ondersteunde server | Geen ondersteund"
        " | Naamruimte | Koptekst | Bibliotheek",
        "Gegevenstype | Toegangstype | Kwalificaties | Alleen-lezen | sleutel | tekenreeks",
        "Deze eigenschap wordt overgenomen van [**Ice\\_Tool**](ice-tool.md).",
    ),
    "pl-pl": Words(
        "Metoda Bore klasy Ice_Drill",
        "Wierci w lodzie.",
        "Składnia | Parametry | Wartość zwracana | Uwagi | Wymagania | Zobacz też | Składowe | Właściwości",
        "w | opcjonalnie | wyjście",
        "Zwraca wartość 0 w przypadku powodzenia; w przeciwnym razie zwraca kod błędu usługi WMI.",
        "Wymaganie | Wartość | Minimalny obsługiwany klient | Minimalny obsługiwany serwer | Brak obsługi"
        " | Przestrzeń nazw | Nagłówek | Biblioteka",
        "Typ danych | Typ dostępu | Kwalifikatory | Tylko do odczytu | klucz | ciąg",
        "Ta właściwość jest dziedziczona z klasy [**Ice\\_Tool**](ice-tool.md).",
    ),
    "cs-cz": Words(
        "Metoda Bore třídy Ice_Drill",
        "Vrtá do ledu.",
        "Syntaxe | Parametry | Návratová hodnota | Poznámky | Požadavky | Viz také | Členové | Vlastnosti",
        "v | volitelné | výstup",
        "Vrátí hodnotu 0, pokud je operace úspěšná, jinak vrátí kód chyby WMI.",
        "Požadavek | Hodnota | Minimální podporovaný klient | Minimální podporovaný server | Žádné podporované"
        " | Obor názvů | Záhlaví | Knihovna",
        "Datový typ | Typ přístupu | Kvalifikátory | Jen pro čtení | klíč | řetězec",
        "Tato vlastnost je zděděna z třídy [**Ice\\_Tool**](ice-tool.md).",
    ),
    "sv-se": Words(
        "Metoden Bore i klassen Ice_Drill",
        "Borrar genom isen.",
        "Syntax | Parametrar | Returvärde | Anmärkningar | Krav | Se även | Medlemmar | Egenskaper",
        "in | valfritt | ut",
        "Returnerar 0 om åtgärden lyckades, annars returneras en felkod från WMI.",
        "Krav | Värde | Lägsta klient som stöds | Lägsta server som stöds | Stöds inte"
        " | Namnområde | Sidhuvud | Bibliotek",
        "Datatyp | Åtkomsttyp | Kvalificerare | Skrivskyddad | nyckel | sträng",
        "Den här egenskapen ärvs från [**Ice\\_Tool**](ice-tool.md).",
    ),
    "hu-hu": Words(
        "Az Ice_Drill osztály Bore metódusa",
        "Lyukat fúr a jégbe.",
        "Szintaxis | Paraméterek | Visszatérési érték | Megjegyzések | Követelmények | Lásd még"
        " | Tagok | Tulajdonságok",
        "be | nem kötelező | ki",
        "Siker esetén 0 értéket ad vissza, egyébként pedig egy WMI hibakódot.",
        "Követelmény | Érték | Minimális támogatott ügyfél | Minimális támogatott kiszolgáló | Nincs támogatott"
        " | Névtér | Fejléc | Könyvtár",
        "Adattípus | Hozzáférés típusa | Minősítők | Írásvédett | kulcs | karakterlánc",
        "Ez a tulajdonság az [**Ice\\_Tool**](ice-tool.md) osztálytól öröklődik.",
    ),
    "tr-tr": Words(
        "Ice_Drill sınıfının Bore yöntemi",
        "Buzu deler.",
        "Sözdizimi | Parametreler | Dönüş değeri | Açıklamalar | Gereksinimler | Ayrıca bkz. | Üyeler | Özellikler",
        "içinde | İsteğe bağlı | dışarı",
        "Başarılı olursa 0 değerini, aksi takdirde bir WMI hata kodunu döndürür.",
        "Gereksinim | Değer | Desteklenen en düşük istemci | Desteklenen en düşük sunucu | Hiçbiri desteklenmiyor"
        " | Ad Alanı | Üst bilgi | Kitaplık",
        "Veri türü | Erişim türü | Niteleyiciler | Salt okunur | anahtar | dize",
        "Bu özellik [**Ice\\_Tool**](ice-tool.md) sınıfından devralınır.",
    ),
    "ru-ru": Words(
        "Метод Bore класса Ice_Drill",
        "Бурит лед.",
        "Синтаксис | Параметры | Возвращаемое значение | Комментарии | Требования | См. также | Элементы | Свойства",
        "в | необязательно | выход",
        "Возвращает значение 0 при успешном выполнении, в противном случае возвращает код ошибки WMI.",
        "Требование | Значение | Минимальная версия клиента | Минимальная версия сервера"
        " | Ни одна версия не поддерживается | Пространство имен | Заголовок | Библиотека",
        "Тип данных | Тип доступа | Квалификаторы | Только чтение | ключ | строка",
        "Это свойство наследуется от [**Ice\\_Tool**](ice-tool.md).",
        comma=" ",
    ),
    "ja-jp": Words(
        "Ice_Drill クラスの Bore メソッド",
        "氷に穴を開けます。",
        "構文 | パラメーター | 戻り値 | 解説 | 要件 | 関連項目 | メンバー | プロパティ",
        "入力 | 省略可能 | 出力",
        "成功した場合は0を返し、失敗した場合はWMI エラー コードを返します。",
        "要件 | 値 | サポートされている最小のクライアント | サポートされている最小のサーバー | サポートされていません"
        " | 名前空間 | ヘッダー | ライブラリ",
        "データ型 | アクセスの種類 | 修飾子 | 読み取り専用 | キー | 文字列",
        "このプロパティは [**Ice\\_Tool**](ice-tool.md) から継承されます。",
        colon="：",
        comma="、",
    ),
    "ko-kr": Words(
        "Ice_Drill 클래스의 Bore 메서드",
        "얼음에 구멍을 뚫습니다.",
        "구문 | 매개 변수 | 반환 값 | 설명 | 요구 사항 | 참고 항목 | 멤버 | 속성",
        "입력 | 선택 사항 | 출력",
        "성공하면 0을 반환하고, 그렇지 않으면 WMI 오류 코드를 반환합니다.",
        "요구 사항 | 값 | 지원되는 최소 클라이언트 | 지원되는 최소 서버 | 지원되지 않음"
        " | 네임스페이스 | 헤더 | 라이브러리",
        "데이터 형식 | 액세스 유형 | 한정자 | 읽기 전용 | 키 | 문자열",
        "이 속성은 [**Ice\\_Tool**](ice-tool.md)에서 상속됩니다.",
    ),
    "zh-cn": Words(
        "Ice_Drill 类的 Bore 方法",
        "在冰上钻孔。",
        "语法 | 参数 | 返回值 | 注解 | 要求 | 另请参阅 | 成员 | 属性",
        "输入 | 可选 | 输出",
        "如果成功，则返回0，否则返回WMI错误代码。",
        "要求 | 值 | 最低受支持的客户端 | 最低受支持的服务器 | 不支持 | 命名空间 | 标头 | 库",
        "数据类型 | 访问类型 | 限定符 | 只读 | 键 | 字符串",
        "此属性继承自 [**Ice\\_Tool**](ice-tool.md)。",
        colon="：",
        comma="，",
    ),
    "zh-tw": Words(
        "Ice_Drill 類別的 Bore 方法",
        "在冰上鑽孔。",
        "語法 | 參數 | 傳回值 | 備註 | 規格需求 | 另請參閱 | 成員 | 屬性",
        "在 | 選擇性 | 擴展",
        "成功時傳回0，否則會傳回WMI錯誤碼。",
        "需求 | 值 | 最低支援的用戶端 | 最低支援的伺服器 | 都不支援 | 命名空間 | 標頭 | 程式庫",
        "資料類型 | 存取類型 | 限定詞 | 唯讀 | 索引鍵 | 字串",
        "這個屬性繼承自 [**Ice\\_Tool**](ice-tool.md)。",
        colon="：",
        comma="，",
    ),
}
