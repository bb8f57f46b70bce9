"""Pages in scripts that write marks of full width, glue words together, or group digits."""

import pytest

from specgen.lexicons import lexicon
from specgen.model.facts import DescribedItem, ReturnFacts, ValueFacts
from specgen.model.spans import Quote
from specgen.reader.flow import Para
from specgen.reader.items import describe, read_type, read_type_line
from specgen.reader.layouts import layout_for
from specgen.reader.numbers import read_code
from specgen.reader.returns import read_returns
from specgen.reader.scripts import blanked, mentions, narrow, split_glued, ungrouped
from specgen.reader.source import Source
from specgen.reader.terms import read_direction, read_term
from specgen.reader.values import item_values
from tests.reader.pages import nodes, quotes


def item(text: str, locale: str) -> DescribedItem:
    """The one item of a section, its quotes checked."""
    found = nodes(text)
    layout = layout_for(found)
    assert layout is not None
    made = describe(layout.entries(found)[0], lexicon(locale))
    assert made is not None
    assert_quoted(text, made)
    return made


def assert_quoted(text: str, value: DescribedItem | ReturnFacts | ValueFacts) -> None:
    source = Source("page.md", text)
    found: list[Quote] = list(quotes(value))
    assert all(source.slice(quote.span) == quote.text for quote in found)


def returns(text: str, locale: str) -> ReturnFacts:
    found = read_returns(nodes(text + "\n"), 1, lexicon(locale))
    assert_quoted(text + "\n", found)
    return found


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("plain: [a]", "plain: [a]"),
        ("型：字", "型:字"),
        ("［在中，選擇性］", "[在中,選擇性]"),
        ("【入力、任意】", "[入力,任意]"),
        ("（０ｘ１Ｆ）", "(0x1F)"),
        ("「はい」。", "“はい”."),
        ("é\u00a0ü", "é\u00a0ü"),
    ],
)
def test_marks_of_full_width_are_those_of_ascii(text: str, narrowed: str) -> None:
    assert narrow(text) == narrowed
    assert len(narrow(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("1\u00a0024", "1024"),
        ("1\u202f048\u202f576", "1048576"),
        ("Rang (32\u00a0767)", "Rang (32767)"),
        ("22\u00a04294967295", "22\u00a04294967295"),
        ("22 4294967295", "22 4294967295"),
        ("1 024", "1 024"),
        ("1024\u00a0048", "1024\u00a0048"),
        ("0\u00a0255", "0\u00a0255"),
        ("1\u00a0024\u00a05", "1\u00a0024\u00a05"),
        ("v1\u00a0024", "v1\u00a0024"),
    ],
)
def test_groups_of_three_digits_are_one_number(text: str, joined: str) -> None:
    assert ungrouped(text) == joined


@pytest.mark.parametrize(
    ("text", "locale", "key", "said"),
    [
        ("wmi エラー コードを返します", "ja-jp", "error", True),
        ("エラーを返します", "ja-jp", "error", True),
        ("成功した場合は", "ja-jp", "success", True),
        ("则返回wmi错误代码", "zh-cn", "error", True),
        ("非零值", "zh-tw", "error", True),
        ("오류가 발생합니다", "ko-kr", "error", True),
        ("영역을 반환합니다", "ko-kr", "zero", False),
        ("영 값", "ko-kr", "zero", True),
        ("код ошибки wmi", "ru-ru", "error", True),
        ("безошибочно", "ru-ru", "error", False),
        ("terrorists", "en-us", "error", False),
        ("an error.", "en-us", "error", True),
        ("correctamente", "es-es", "success", True),
        ("incorrectamente", "es-es", "success", False),
    ],
)
def test_a_word_has_edges_where_its_script_parts_words(text: str, locale: str, key: str, said: bool) -> None:
    assert mentions(text, lexicon(locale), key) is said


def test_a_locale_without_the_word_mentions_nothing() -> None:
    assert not mentions("anything", lexicon("en-us"), "no-such-key")


def test_blanks_keep_their_offsets() -> None:
    assert blanked("a 0 以外の値 b 0以外 c", ["0 以外", "0 以外の値"]) == f"a{' ' * 8}b{' ' * 5}c"
    assert blanked("A FINE day", ["fine day"]) == "A         "
    assert blanked("fineday", ["fine day"]) == "fineday"
    assert blanked("as it is", []) == "as it is"


@pytest.mark.parametrize(
    ("word", "endings", "rest"),
    [
        ("字符串数组", ("数组", "的数组"), "字符串"),
        ("字符串的数组", ("数组", "的数组"), "字符串"),
        ("数组", ("数组",), "数组"),
        ("数组字符串", ("数组",), "字符串"),
        ("substring", ("string",), "substring"),
    ],
)
def test_endings_are_cut_where_scripts_glue_them(word: str, endings: tuple[str, ...], rest: str) -> None:
    assert split_glued(word, endings) == rest


@pytest.mark.parametrize(
    ("line", "locale", "found"),
    [
        ("数据类型：**字符串**", "zh-cn", "字符串"),
        ("**資料類型：**uint32", "zh-tw", "uint32"),
        ("データ型： **uint32**", "ja-jp", "uint32"),
        ("Tipo de datos\u00a0: **uint32**", "es-es", "uint32"),
        ("Тип данных\u00a0:\u00a0**uint32**", "ru-ru", "uint32"),
        ("데이터 형식: **uint32**", "ko-kr", "uint32"),
        ("数据类型是**字符串**", "zh-cn", None),
    ],
)
def test_a_type_line_has_a_colon_of_any_width(line: str, locale: str, found: str | None) -> None:
    (para,) = nodes(line + "\n")
    assert isinstance(para, Para)
    quote = read_type_line(para, lexicon(locale))
    assert (quote.text.strip("*") if quote else None) == found


LABELS = "<dl> <dt>\n\n**A**\n</dt> <dd> <dl> <dt>\n\n{}\n</dt> <dt>\n\n{}\n</dt> <dt>\n\n{}\n</dt> </dl>\n\n"
LABELS += "X\n\n</dd> </dl>\n"


@pytest.mark.parametrize(
    ("locale", "labels"),
    [
        ("zh-cn", ("访问类型：只读", "限定符：**键**，MaxLen（64）", "数据类型：**字符串数组**")),
        ("zh-tw", ("**存取類型：**唯讀", "**限定詞：**索引鍵、MaxLen (64)", "**資料類型：**字串陣列")),
        ("ja-jp", ("アクセスの種類：読み取り専用。", "修飾子：**キー**、MaxLen (64)", "データ型：**文字列の配列**")),
        ("ko-kr", ("액세스 유형: 읽기 전용", "한정자: **키**, MaxLen (64)", "데이터 형식: **문자열 배열**")),
        (
            "es-es",
            (
                "Tipo de acceso\u00a0: Solo lectura",
                "Calificadores: clave, MaxLen (64)",
                "Tipo de datos: matriz de cadenas",
            ),
        ),
    ],
)
def test_label_lists_in_any_script_and_order(locale: str, labels: tuple[str, ...]) -> None:
    found = item(LABELS.format(*labels), locale)
    assert (found.type, found.type_array, found.access, found.key) == ("string", True, "read", True)
    assert found.qualifiers == {"Key": True, "MaxLen": 64}
    assert found.description == "X"


def test_labels_that_nobody_knows_are_told_by_what_their_values_are() -> None:
    links = "[**chave**](../wmisdk/key-qualifier.md), MaxLen (64)"
    found = item(LABELS.format(f"Aa: {links}", "Bb: **uint32**", "Cc: d"), "xx-yy")
    assert (found.type, found.qualifiers["MaxLen"]) == ("uint32", 64)


@pytest.mark.parametrize(("value", "type_"), [("merkkijono", None), ("**Ice_Tool**", "Ice_Tool"), ("String", "string")])
def test_a_word_behind_a_label_that_nobody_knows_is_no_class(value: str, type_: str | None) -> None:
    assert item(LABELS.format(f"Tietotyyppi: {value}", "Cc: d", "Ee: f"), "xx-yy").type == type_


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("字符串数组", "zh-cn", ("string", True)),
        ("uint8数组", "zh-cn", ("uint8", True)),
        ("字串陣列", "zh-tw", ("string", True)),
        ("文字列の配列", "ja-jp", ("string", True)),
        ("文字列 配列", "ja-jp", ("string", True)),
        ("문자열배열", "ko-kr", ("string", True)),
        ("uint16 배열", "ko-kr", ("uint16", True)),
        ("массив строк", "ru-ru", ("string", True)),
        ("字符串", "zh-cn", ("string", False)),
        ("数组", "zh-cn", (None, True)),
    ],
)
def test_array_types_glued_or_not(text: str, locale: str, found: tuple[str | None, bool]) -> None:
    assert read_type(text, lexicon(locale)) == found


@pytest.mark.parametrize(
    ("tag", "locale", "direction", "optional"),
    [
        ("在中，選擇性", "zh-tw", "in", True),
        ("入力、省略可能", "ja-jp", "in", True),
        ("输入；可选", "zh-cn", "in", True),
        ("输入，输出", "zh-cn", "inout", False),
        ("в необязательное", "ru-ru", "in", True),
        ("в, необязательное", "ru-ru", "in", True),
        ("заполняет", "ru-ru", "out", False),
        ("입력, 선택 사항", "ko-kr", "in", True),
        ("en opcional", "es-es", "in", True),
        ("in optional", "en-us", "in", True),
        ("de commande dans", "fr-fr", None, False),
        ("в чем-то", "ru-ru", None, False),
    ],
)
def test_directions_in_any_script(tag: str, locale: str, direction: str | None, *, optional: bool) -> None:
    assert read_direction(tag, lexicon(locale)) == (direction, optional)


@pytest.mark.parametrize(
    ("text", "name", "tag"),
    [
        ("*Depth* ［in］", "Depth", "in"),
        ("*Depth* 【入力、省略可能】", "Depth", "入力、省略可能"),
        ("Depth［in］", "Depth", "in"),
        ("Depth（任意）", "Depth", None),
    ],
)
def test_brackets_of_full_width_hold_the_tag(text: str, name: str, tag: str | None) -> None:
    found = read_term([node for node in nodes(text) if isinstance(node, Para)])
    assert found is not None
    assert (found.name, found.tag.text if found.tag else None) == (name, tag)


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("no Deve ser zero.", "no"),
        ("в Указатель на чашку.", "в"),
        ("в необязательное Чашка.", "в необязательное"),
        ("В приложении чашка.", None),
        ("Указатель На чашку.", None),
        ("Étendue Du verre.", None),
        ("où élargie", None),
        ("在 MAPI 中使用。", None),
        ("entrada, Um copo.", None),
    ],
)
def test_a_lead_is_in_lower_case_in_any_script(body: str, lead: str | None) -> None:
    found = nodes(f"_ulCup_\n\n> {body}\n")
    layout = layout_for(found)
    assert layout is not None
    (entry,) = layout.entries(found)
    assert (entry.lead.text if entry.lead else None) == lead


def test_sentences_that_end_in_full_width_are_no_terms() -> None:
    found = nodes("_ulCup_\n\n> [in] 杯子。\n\n以下之一：\n\n> 其他。\n\n说明。\n\n> 其他。\n")
    layout = layout_for(found)
    assert layout is not None
    assert len(layout.entries(found)) == 1


@pytest.mark.parametrize(
    ("text", "locale", "values", "others"),
    [
        ("成功した場合は0を返し、失敗した場合はWMI エラー コードを返します。", "ja-jp", [(0, True)], "error"),
        ("成功すると 0 が返されます。それ以外の場合は、0以外の値が返されます。", "ja-jp", [(0, True)], "error"),
        ("失敗すると 0 以外の値を返します。", "ja-jp", [], "error"),
        ("次の 1 つ以上の値を返します。", "ja-jp", [], None),
        ("第1引数を返します。", "ja-jp", [], None),
        ("第 1 個參數。", "zh-tw", [], None),
        ("バージョン 6 が必要です。", "ja-jp", [], None),
        ("成功時傳回0，否則會傳回WMI錯誤碼。", "zh-tw", [(0, True)], "error"),
        ("成功则返回０；发生错误则返回1！", "zh-cn", [(0, True), (1, False)], "error"),
        ("失败时返回非零值。", "zh-cn", [], "error"),
        ("如果成功，则返回零。", "zh-cn", [(0, True)], None),
        ("성공하면 0을 반환하고, 그렇지 않으면 오류 코드를 반환합니다.", "ko-kr", [(0, True)], "error"),
        ("0이 아닌 값을 반환합니다.", "ko-kr", [], "error"),
        ("영역을 반환합니다.", "ko-kr", [], None),
        ("Возвращает 0 при успешном выполнении, иначе код ошибки.", "ru-ru", [(0, True)], "error"),
        ("Возвращает нуль.", "ru-ru", [(0, True)], None),
        ("Devuelve 1\u00a0024 en caso de error.", "es-es", [(1024, False)], "error"),
        ("Requiere la versión 6.", "es-es", [], None),
        ("ส่งกลับ0เมื่อสำเร็จ", "th-th", [(0, True)], None),
    ],
)
def test_codes_in_sentences_of_any_script(
    text: str, locale: str, values: list[tuple[int, bool | None]], others: str | None
) -> None:
    found = returns(text, locale)
    assert ([(one.value, one.success) for one in found.values], found.others) == (values, others)


@pytest.mark.parametrize("text", ["返回S_OK或KETTLE_E_DRY。", "S_OKまたはKETTLE_E_DRYを返します。"])
def test_symbols_glued_to_letters_of_another_script(text: str) -> None:
    assert [one.symbol for one in returns(text, "zh-cn").values] == ["S_OK", "KETTLE_E_DRY"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("１０２４", 1024, None),
        ("０ｘ１０", 16, None),
        ("1\u00a0024", 1024, None),
        ("1\u202f024", 1024, None),
        ("22\u00a04294967295", 22, 4294967295),
        ("1～9", 1, 9),
        ("1〜9", 1, 9),
        ("2。", 2, None),
        ("２（0x2）", 2, None),
    ],
)
def test_numbers_in_any_script(text: str, first: int, last: int | None) -> None:
    found = read_code(text)
    assert found is not None
    assert (found.value, found.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "9" * 21, "0x1" + "0" * 16, "1 (0x" + "f" * 30 + ")", "-9223372036854775809"]
)
def test_numbers_that_no_code_can_be_are_labels(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize("text", ["**S_OK** ² (0x0)", f"**A** {'1' * 5000} (0x1)", f"65 ({'1' * 5000})"])
def test_odd_digits_raise_nothing(text: str) -> None:
    assert len(list(item_values(nodes(f"<dl> <dt>\n\n{text}\n</dt> </dl>\n")))) == 1


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("**其他**（2）", (2, None, "其他")),
        ("**その他**（22 4294967295）", (22, 4294967295, "その他")),
        ("**良好**（“OK”）", ("OK", None, "良好")),
        ("**良い**（「OK」）", ("OK", None, "良い")),
        ("**你好，世界**（3）", (3, None, "你好，世界")),
        ("**好**（“你好，世界”）", ("你好，世界", None, "好")),
        ("**Grande** (1\u00a0024)", (1024, None, "Grande")),
        ("**Grande** (1&nbsp;024)", (1024, None, "Grande")),
        ("**Otros** (22\u00a04294967295)", (22, 4294967295, "Otros")),
    ],
)
def test_terms_of_values_in_any_script(term: str, expected: tuple[int | str, int | None, str]) -> None:
    text = f"<dl> <dt>\n\n{term}\n</dt> </dl>\n"
    (found,) = item_values(nodes(text))
    assert_quoted(text, found)
    assert (found.value, found.last, found.label) == expected


@pytest.mark.parametrize("number", ["1\u00a0024", "1&nbsp;024", "1\u202f024"])
def test_a_grouped_number_in_a_cell_or_body_of_its_own(number: str) -> None:
    table = f"| Valor | Significado |\n|---|---|\n| <dl> <dt>**Grande**</dt> <dt>{number}</dt> </dl> | Es grande. |\n"
    listed = f"<dl> <dt>\n\n**Grande**\n</dt> <dd>\n\n{number}\n\n</dd> </dl>\n"
    for text in (table, listed):
        assert [(one.value, one.label) for one in item_values(nodes(text))] == [(1024, "Grande")]


def test_bullets_of_constants_with_a_colon_of_full_width() -> None:
    found = item("<dl> <dt>\n\n*A*\n</dt> <dd>\n\n- MUG\\_OPEN：打开，然后。\n\n</dd> </dl>\n", "zh-cn")
    assert [(one.symbol, one.description) for one in found.values] == [("MUG_OPEN", "打开，然后。")]


@pytest.mark.parametrize("text", ["- *Depth*：多深。\n", "- Depth：多深。\n", "*Depth*：\\[in\\] 多深。\n"])
def test_names_and_texts_parted_by_a_colon_of_full_width(text: str) -> None:
    found = nodes(text)
    layout = layout_for(found)
    assert layout is not None
    (entry,) = layout.entries(found)
    made = describe(entry, lexicon("zh-cn"))
    assert made is not None and made.description is not None
    assert (made.name, made.description.removeprefix("：").strip().endswith("多深。")) == ("Depth", True)
    assert not made.description.startswith("：") or made.tag is not None
