"""What pages of messages and notifications show."""

import pytest

from tests.reader.syntax.blocks import Parse, text_of, type_of

Held = list[tuple[str | None, str | None, str | None]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "LNM_POLISH\nwParam = (WPARAM) 0;\nlParam = (LPARAM) (LPVOID) lpLens;",
            [("wParam", "WPARAM", "0"), ("lParam", "LPARAM", "(LPVOID) lpLens")],
        ),
        ("LNM_POLISH  wParam = 0; lParam = (LPARAM) x;", [("wParam", None, "0"), ("lParam", "LPARAM", "x")]),
        ("LNM_POLISH WPARAM wParam; LPARAM lParam;", [("wParam", "WPARAM", None), ("lParam", "LPARAM", None)]),
        ("LNM_POLISH\n  WPARAM wParam\n  LPARAM lParam", [("wParam", "WPARAM", None), ("lParam", "LPARAM", None)]),
        ("LNN_DONE\n\n  pnm = (LPNMLENS) lParam;", [("lParam", "LPNMLENS", "pnm")]),
        (
            "LNM_MOVE\n  x = LOWORD(wParam);\n  y = HIWORD(wParam)",
            [("wParam", None, "x = LOWORD(wParam); y = HIWORD(wParam)")],
        ),
        (
            "LENS_STATE\ndwDevice = (DWORD) hLens;\ndwState = grade;",
            [("dwDevice", "DWORD", "hLens"), ("dwState", None, "grade")],
        ),
        ("LNM_POLISH", []),
    ],
)
def test_what_the_parameters_hold(in_c: Parse, text: str, expected: Held) -> None:
    (made,) = in_c(text)
    assert (made.form, (text_of(made.name) or "").partition("_")[1]) == ("message", "_")
    assert [(one.name, one.type, one.expression) for one in made.parameters] == expected
    assert (made.unread, made.notes) == ((), ())


def test_a_type_before_the_name(in_c: Parse) -> None:
    (made,) = in_c("LRESULT LNM_POLISH")
    assert (text_of(made.name), type_of(made.returns)) == ("LNM_POLISH", ("LRESULT", 0))


def test_a_message_as_it_is_sent(in_c: Parse) -> None:
    (made,) = in_c(
        "lResult = SendMessage(      // returns LRESULT in lResult\n   (HWND) hWndControl,\n"
        "   (UINT) LNM_POLISH,   // message\n   (WPARAM) wParam,   // = 0;\n   (LPARAM) 0\n);"
    )
    assert (made.form, text_of(made.name), made.qualifiers) == ("message", "LNM_POLISH", {"SendMessage": True})
    assert [(one.name, one.type, one.expression) for one in made.parameters] == [
        ("hWndControl", "HWND", None),
        ("wParam", "WPARAM", None),
        ("lParam", "LPARAM", "0"),
    ]


def test_a_message_as_it_is_received(in_c: Parse) -> None:
    (made,) = in_c("LRESULT CALLBACK WindowProc(\n  HWND hwnd,\n  LNM_POLISH,\n  WPARAM wParam,\n  LPARAM lParam\n);")
    assert (made.form, text_of(made.name), type_of(made.returns)) == ("message", "LNM_POLISH", ("LRESULT", 0))
    assert made.qualifiers == {"WindowProc": True, "CALLBACK": True}
    assert [(one.name, one.type) for one in made.parameters] == [
        ("hwnd", "HWND"),
        ("wParam", "WPARAM"),
        ("lParam", "LPARAM"),
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("LRESULT CALLBACK WindowProc(\n  HWND hwnd,\n  UINT uMsg,\n  WPARAM wParam,\n  LPARAM lParam\n);", "call"),
        ("LENS_STATUS status;", "other"),
        ("INT_PTR x = 5;", "other"),
        ("LENS_STATUS Polish(LONG x);", "call"),
        ("lens", "other"),
        ("Lens Other", "other"),
    ],
)
def test_what_is_no_message(in_c: Parse, text: str, form: str) -> None:
    assert [one.form for one in in_c(text)] == [form]
