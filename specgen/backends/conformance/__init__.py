"""Conformance tests: a folder of pytest modules that compare an implementation with what its pages promise.

One module a WMI class or COM interface, under a folder for its namespace. The suite runs as it is on the default
targets, which read ``../mof`` and ``../model`` beside it: the two backends in ``NEEDS`` make these. It is not
self-contained on purpose: the stand-ins then hold what pywbem's compiler and the model's reader understood, not
what this room did, and facts are on disk once. With ``--specgen-target`` the folder needs nothing beside it.
"""

from collections.abc import Iterator

from specgen.backends import Artefact, Options
from specgen.backends.conformance.asserts import asserts
from specgen.backends.conformance.layout import assert_path, groups, inheritance, module_paths, mof_file
from specgen.backends.conformance.views import com_module, wmi_module
from specgen.emit import render
from specgen.model.library import Library

NAME = "conformance"
NEEDS = ("model", "mof")
RUNTIME = 2
"""The version of ``specgen.conformance`` that generated suites are written for."""


def generate(library: Library, options: Options) -> Iterator[Artefact]:
    """The suite: its modules, ``conftest.py``, and ``pytest.ini``, which makes the folder a root of its own."""
    found, left_out = groups(library.primaries(options.locale))
    inherited = inheritance(found)
    for group, path in zip(found, module_paths(found), strict=True):
        module = (
            wmi_module(group, options, inherited[group.key])
            if group.technology == "wmi"
            else com_module(group, options)
        )
        text = render(f"conformance/{group.technology}.py.j2", module=module, options=options)
        yield Artefact(path, text, module.pages)
        held = asserts(group) if group.technology == "com" else None
        if held is not None:
            yield Artefact(assert_path(path), render("conformance/asserts.cpp.j2", one=held), module.pages)
    if not found:
        return
    spaces = {one.namespace for one in found if one.technology == "wmi"}
    yield Artefact(
        "conformance/conftest.py",
        render(
            "conformance/conftest.py.j2",
            mof=[(one, mof_file(one)) for one in sorted(spaces, key=lambda one: (one is None, one or ""))],
            com=any(one.technology == "com" for one in found),
            locale=options.locale,
            runtime=RUNTIME,
            left_out=left_out,
        ),
    )
    yield Artefact("conformance/pytest.ini", render("conformance/pytest.ini.j2"))
