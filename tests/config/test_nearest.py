from licet.config import nearest


def test_a_slip_of_the_pen_is_understood() -> None:
    assert nearest("comercial", ["commercial", "delivery"]) == "commercial"
    assert nearest("components", ["component", "link"]) == "component"


def test_case_and_word_breaks_do_not_matter() -> None:
    assert nearest("Hosted_API", ["hosted-app", "hosted-api"]) == "hosted-api"


def test_what_is_close_to_nothing_gets_no_hint() -> None:
    assert nearest("zebra", ["commercial", "delivery"]) == ""
    assert nearest("x", []) == ""


def test_the_hint_does_not_depend_on_the_order_of_the_choices() -> None:
    choices = ["trains-on", "trains-in", "trains-of"]
    assert {nearest("trains-o", choices), nearest("trains-o", choices[::-1])} == {nearest("trains-o", sorted(choices))}


def test_a_very_long_name_costs_no_time_and_gets_no_hint() -> None:
    assert nearest("commercial" * 100_000, ["commercial" * 100_000]) == ""
