"""When a model is trained on the outputs of a part: by a link, or by a stated use."""

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.vocabulary import LEARNING, How
from licet.rules.facts import Ask, Facts
from licet.rules.triggers import BY_OUTPUTS, contract_reaches


def trains_on_outputs(facts: Facts, exposure: Exposure) -> bool:
    """Whether a model learns from outputs of the part: through the link, or because the product's makers say so."""
    if exposure.contact == "trained":
        return any(link.how in BY_OUTPUTS for link in exposure.path) and contract_reaches(facts, exposure)
    stated = facts.system.config.use.trains_models_on_outputs
    if stated is not None:
        facts.used["trains-models-on-outputs"] = f"{'yes' if stated else 'no'} (stated)"
        return stated
    return facts.yes(Ask("trains-models-on-outputs", "Do you train models on outputs of the product's parts?", PRODUCT))


def merges(facts: Facts, exposure: Exposure) -> bool:
    """Whether the part goes into a merge that we made."""
    return any(link.how is How.MERGES and facts.system.is_own(link.source) for link in exposure.path)


def distills_weights(facts: Facts, exposure: Exposure) -> bool:
    """Whether a model of ours was taught by the part's weights, such as its logits or hidden layers."""
    return any(link.how is How.DISTILLS_WEIGHTS and facts.system.is_own(link.source) for link in exposure.path)


def told(system: System, component: str) -> bool:
    """Whether a link says which model of ours learned from a part's outputs."""
    return any(
        link.how in LEARNING - {How.TRAINS_ON} and system.is_own(link.source)
        for exposure in system.exposures.get(component, ())
        for link in exposure.way
    )
