"""In whose name, and in which role."""

from __future__ import annotations

from i18n import reviewers
from i18n.config import ROLES, Project
from i18n.errors import UsageError
from i18n.model import Locale


def roles_of(project: Project, locale: Locale, by: str) -> tuple[str, ...]:
    """The roles in which somebody may vouch for a locale, those that critical text needs first.

    Raises UsageError where they may not at all.
    """
    listed = reviewers.load(project)
    problem = reviewers.id_problem(by) or (listed.refusal(by, locale.tag) if listed else "")
    if problem:
        raise UsageError(problem)
    have = listed.people[by].roles if listed else frozenset(ROLES)
    return tuple(sorted(have, key=lambda role: (role not in project.policy.critical_roles, ROLES.index(role))))


def role_of(project: Project, locale: Locale, by: str, role: str) -> str:
    """The role that is meant; empty where it was left out and there are several. Raises UsageError as `roles_of`."""
    roles = roles_of(project, locale, by)
    if role and role not in roles:
        raise UsageError(f"{by!r} has the roles {', '.join(roles) or 'none'}, not {role!r}")
    if not role and not roles:
        raise UsageError(f"{by!r} has no role; staff give one in {reviewers.path_of(project)}")
    return role or (roles[0] if len(roles) == 1 else "")
