"""Drawing: by a fixed seed, one mutant per operator, not where the target differs already."""

from specgen.model import entities as model
from tests.mutation.drawing import Places, behaviour_mutants, class_mutants, drawn, interface_mutants, unlike_these
from tests.mutation.examples import HEADER, connection, entity, ilamp, lamp, store
from tests.mutation.operators import declarations
from tests.mutation.operators.cim import CimDeclared
from tests.mutation.operators.headers import interfaces
from tests.mutation.promises import promised_classes

NOWHERE = unlike_these([], "wmi")


def mutants(target="mock", unlike=NOWHERE):
    return list(class_mutants(target, lamp(), CimDeclared(store(connection()).get("Acme_Lamp")), unlike))


def test_the_same_are_drawn_whatever_the_order_and_fewer_are_a_part_of_more():
    names = [f"Class{number}" for number in range(50)]
    more = drawn(names, 20, str)
    assert more == drawn(list(reversed(names)), 20, str)
    assert len(more) == 20 and set(drawn(names, 5, str)) < set(more)


def test_one_mutant_for_each_operator_that_applies():
    assert [one.operator for one in mutants()] == [one.name for one in declarations.OPERATORS]
    assert mutants() == mutants()


def test_mock_and_replies_are_changed_in_the_same_places():
    assert [one.sites for one in mutants()] == [one.sites for one in mutants("replies")]


def test_where_the_target_differs_already_nothing_is_changed():
    differs = unlike_these(["wmi/acme_lamp.dim", "wmi/Acme_Lamp::Name"], "wmi")
    sites = {site.member for one in mutants(unlike=differs) for site in one.sites}
    assert not any("Dim" in one for one in sites) and "Acme_Lamp::Name" not in sites
    assert "Acme_Lamp.Reset" in sites and "Acme_Lamp" in sites


def test_places_left_out_of_headers_are_told():
    left: list[Places] = []
    unlike = unlike_these(["com/ILamp.Reset"], "com")
    found = list(interface_mutants(ilamp(), interfaces(HEADER)["ILamp"], unlike, left))
    assert "drop method" not in {one.operator for one in found}
    assert any(site.method == "Reset" for places in left for site in places)


def test_behaviour_is_drawn_from_the_methods():
    found = list(behaviour_mutants("objects", "com", None, ilamp().methods, NOWHERE))
    assert [one.operator for one in found] == ["answer undocumented code", "leave out-parameter"]


def test_the_module_of_a_class_says_its_namespace_where_another_class_has_its_name():
    assert str(lamp().module) == "wmi/root_acme/test_acme_lamp.py"
    there = entity(model.WmiClass, name="Acme_Lamp", namespace="root/acme")
    elsewhere = entity(model.WmiClass, name="ACME_LAMP", namespace=None)
    assert [str(one.module) for one in promised_classes([there, elsewhere])] == [
        "wmi/unknown/test_acme_lamp__unknown.py",
        "wmi/root_acme/test_acme_lamp__root_acme.py",
    ]
