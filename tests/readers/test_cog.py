from licet.readers.cog import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked


def test_full_file_names_packages_and_what_its_commands_fetch() -> None:
    assert linked(read(asset("cog", "full", "cog.yaml"))) == [
        ("product", "embeds", "url:https://example.org/fan/2DFAN4.zip", 10),
        ("product", "embeds", "pkg:huggingface/acme/weights", 11),
        ("product", "links", "pkg:pypi/torch@2.1.0", 6),
        ("product", "links", "pkg:pypi/openai-whisper", 7),
    ]


def test_the_image_that_is_made_is_none_of_the_parts() -> None:
    assert not any(part.kind == "image" for part in read(asset("cog", "full", "cog.yaml")).components)


def test_only_files_of_that_name_are_wanted() -> None:
    assert wants("cog.yaml")
    assert wants("deploy/cog.yml")
    assert not wants("config.yaml")
