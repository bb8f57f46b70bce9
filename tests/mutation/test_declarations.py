"""Every operator on the declaration of a class changes what it says, in a pywbem class and in a recorded reply."""

from copy import deepcopy
from random import Random

import pytest

from tests.mutation.examples import connection, lamp, store
from tests.mutation.operators import declarations
from tests.mutation.operators.cim import CimDeclared, changed, store_change
from tests.mutation.operators.declarations import FOREIGN, OPERATORS
from tests.mutation.operators.reply import ReplyDeclared, recorded
from tests.mutation.sites import Site

NAMED = {one.name: one for one in OPERATORS}


@pytest.fixture(scope="module")
def classes():
    return store(connection())


@pytest.fixture(params=["pywbem", "reply"])
def declared(request, classes):
    found = classes.get("Acme_Lamp")
    return CimDeclared(found) if request.param == "pywbem" else ReplyDeclared(recorded(found))


def places(name, declared):
    return list(NAMED[name].sites(lamp(), declared))


def apply(name, declared, *sites):
    assert sites in places(name, declared)
    NAMED[name].change(declared, sites, Random(1))
    return view(declared)


def view(declared):
    return (
        declared.name,
        declared.superclass,
        {one.name: one for one in declared.properties()},
        {one.name: one for one in declared.methods()},
    )


def own(prop=None, method=None, parameter=None):
    return Site("Acme_Lamp", prop, method, parameter)


def test_both_read_the_same(classes):
    found = classes.get("Acme_Lamp")
    assert view(CimDeclared(found)) == view(ReplyDeclared(recorded(found)))


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_operator_changes_both_in_the_same_way(classes, name):
    found = classes.get("Acme_Lamp")
    before = view(CimDeclared(found))
    one, other = CimDeclared(deepcopy(found)), ReplyDeclared(recorded(found))
    sites = places(name, one)
    assert sites == places(name, other)
    assert sites
    for declared in (one, other):
        NAMED[name].change(declared, sites[0], Random(1))
    assert view(one) == view(other)
    assert (view(one) != before) != (one.dropped and other.dropped)


def test_drop_and_rename_of_the_class(declared):
    apply("drop class", declared, own())
    assert declared.dropped
    assert apply("rename class", declared, own())[0] == FOREIGN


def test_superclass(declared):
    assert apply("change superclass", declared, own())[1] == FOREIGN


def test_drop_and_rename_of_a_property(declared):
    names = apply("rename property", declared, own("Power"))[2]
    assert sorted(names) == sorted(["Name", FOREIGN, "Colours"])
    assert names[FOREIGN].type == "uint16"
    assert "Name" not in apply("drop property", declared, own("Name"))[2]


def test_type_array_key_and_access_of_a_property(declared):
    assert apply("change type of property", declared, own("Power"))[2]["Power"].type not in ("uint16", None)
    assert not apply("change array of property", declared, own("Colours"))[2]["Colours"].array
    assert apply("change array of property", declared, own("Power"))[2]["Power"].array
    assert not apply("take key away", declared, own("Name"))[2]["Name"].key
    assert apply("change access", declared, own("Power"))[2]["Power"].access in ("read", "write")


def test_make_key(declared):
    assert (own("Name"),) not in places("make key", declared)
    assert apply("make key", declared, own("Colours"))[2]["Colours"].key


def test_methods(declared):
    assert apply("change return type", declared, own(method="Dim"))[3]["Dim"].returns != "uint32"
    assert (own(method="Reset"),) not in places("change return type", declared), "no page says what it returns"
    methods = apply("rename method", declared, own(method="Reset"))[3]
    assert list(methods) == ["Dim", FOREIGN]
    assert list(apply("drop method", declared, own(method="Dim"))[3]) == [FOREIGN]


def test_parameters(declared):
    power, mood, plan = (own(method="Dim", parameter=name) for name in ("Power", "Mood", "Plan"))

    def taken(view):
        return {one.name: one for one in view[3]["Dim"].parameters}

    assert taken(apply("change direction", declared, mood))["Mood"].direction in ("in", "out")
    assert taken(apply("change type of parameter", declared, plan))["Plan"].type in declarations.INTRINSIC
    assert taken(apply("change array of parameter", declared, power))["Power"].array
    assert list(taken(apply("swap parameters", declared, power, plan))) == ["Plan", "Mood", "Power"]
    assert list(taken(apply("rename parameter", declared, mood))) == ["Plan", FOREIGN, "Power"]
    assert list(taken(apply("drop parameter", declared, plan))) == [FOREIGN, "Power"]


@pytest.mark.parametrize(
    ("turned", "sent", "given"), [("in", True, False), ("out", False, True), ("inout", True, True)]
)
def test_a_direction_is_said_outright(classes, turned, sent, given):
    declared = CimDeclared(classes.get("Acme_Lamp"))
    declared.set_direction(own(method="Dim", parameter="Mood"), turned)
    mood = declared.found.methods["Dim"].parameters["Mood"]
    assert (mood.qualifiers["In"].value, mood.qualifiers["Out"].value) == (sent, given)


def test_replies_say_a_swap_by_id_too(classes):
    declared = ReplyDeclared(recorded(classes.get("Acme_Lamp")))
    apply("swap parameters", declared, *(own(method="Dim", parameter=name) for name in ("Power", "Mood")))
    dim = next(one for one in declared.data["methods"] if one["name"] == "Dim")
    assert [(one["name"], one["id"]) for one in dim["parameters"]] == [("Mood", 0), ("Power", 1), ("Plan", 2)]


def test_what_page_and_target_do_not_both_say_is_no_place(declared):
    assert (own("Lost"),) not in places("drop property", declared)
    declared.retype(own("Power"), "uint8")
    assert (own("Power"),) not in places("change type of property", declared)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_the_repository_is_as_it_was_afterwards(name):
    server = connection()
    classes = store(server)
    before = {one.classname: one.tomof() for one in classes.iter_values()}
    with changed(classes, "Acme_Lamp") as declared:
        sites = places(name, declared)[0]
        NAMED[name].change(declared, sites, Random(1))
        store_change(classes, "Acme_Lamp", declared)
        during = {one.classname: one.tomof() for one in classes.iter_values()}
        assert during != before
        assert {one: during[one] for one in ("Acme_Red", "Acme_Thing")} == {
            one: before[one] for one in ("Acme_Red", "Acme_Thing")
        }
    assert {one.classname: one.tomof() for one in classes.iter_values()} == before
