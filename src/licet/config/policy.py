"""The policy of the organization: one file for many projects, kept outside of them (`--policy FILE`)."""

from dataclasses import replace
from pathlib import Path

from licet.config.loading import load
from licet.errors import ConfigError
from licet.model.bom import Problem
from licet.model.use import Config, Policy


def load_policy(path: Path) -> Policy:
    """Read a policy file: TOML with the table `[policy]` of licet.toml and nothing else.

    Raises:
        ConfigError: the file cannot be used, or says more than a policy.
    """
    found = load(path)
    if found != Config(product=found.product, policy=found.policy, path=found.path):
        fault = f"{path.name}: a policy file holds [policy] and nothing else"
        raise ConfigError((fault,), hint="what belongs to one project stays in its licet.toml")
    return found.policy


def governed(config: Config, policy: Policy | None) -> tuple[Config, tuple[Problem, ...]]:
    """Put a project under the policy of its organization: of two rules the stricter one counts.

    Returns: the configuration, without waivers where they are forbidden, and a problem that tells of each of those.
    """
    own = config.policy
    if policy is not None:
        own = Policy(
            deny=tuple(dict.fromkeys((*own.deny, *policy.deny))),
            review=tuple(dict.fromkeys((*own.review, *policy.review))),
            fail_on=min(own.fail_on, policy.fail_on, key=lambda verdict: verdict.rank),
            evidence="text" if "text" in {own.evidence, policy.evidence} else "claims",
            waivers="forbidden" if "forbidden" in {own.waivers, policy.waivers} else "allowed",
        )
    if own.waivers == "allowed" or not config.waivers:
        return replace(config, policy=own), ()
    told = tuple(
        Problem(
            path=config.path,
            reason=f"the waiver of {waiver.finding} for {waiver.component} does not count: the policy forbids waivers",
            hides=False,
            hint="clear the finding, or have the policy changed",
        )
        for waiver in config.waivers
    )
    return replace(config, policy=own, waivers=()), told
