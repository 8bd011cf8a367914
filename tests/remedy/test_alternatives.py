from licet import catalog
from licet.model.vocabulary import Category
from licet.remedy.alternatives import known_alternatives


def test_known_parts_come_with_the_record_of_their_own_license() -> None:
    found = known_alternatives()
    declared = {name: said for entries in catalog.alternatives().values() for name, said in entries}
    assert {each.name for parts in found.values() for each in parts} <= set(declared)
    assert "model:text-to-image" in found
    for parts in found.values():
        for each in parts:
            assert each.license.id.casefold() == declared[each.name].casefold()
            assert (each.license.complete, each.license.category) == (True, Category.PERMISSIVE)
            assert each.license.reviewed
