"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import quote

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Cases: states as data, clocks, public notices, objections, ratings."""

    name = "zhiwei.platform.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        """Know the guards and effects of every room, and check the case types with Django's own checks."""
        import_module("zhiwei.platform.cases.guards")
        import_module("zhiwei.platform.cases.checks")
        autodiscover_modules("case_acts")
        bulk = import_module("zhiwei.platform.cases.models.bulk")
        import_module("zhiwei.platform.kit.uploads.unused").add_holder(bulk.files_named)
        pages = import_module("zhiwei.platform.subjects.pages")
        pages.add_page(_("办件"), lambda s: f"/office/cases/?list=all&q={quote(s.name)}", office=True)
        upwards = import_module("zhiwei.platform.ledger.upwards")
        upwards.add_case_page(import_module("zhiwei.platform.cases.addresses").address_of)
        import_module("zhiwei.platform.answers.upwards").add_publisher(
            import_module("zhiwei.platform.cases.published").published
        )
        import_module("zhiwei.platform.decisions.upwards").add_pending(
            import_module("zhiwei.platform.cases.declared").pending
        )
        import_module("zhiwei.platform.answers.upwards").add_pages(
            import_module("zhiwei.platform.cases.addresses").resting_on
        )
        pages.add_page(_("我的办件"), lambda _subject: "/my/cases/", office=False)
        tables, queries = (import_module(f"zhiwei.platform.cases.{name}") for name in ("tables", "queries"))
        pages.add_voice(
            pages.Voice(
                _("我提出的异议"), _("对公示提出异议"), "/notices/",
                lambda viewer: tables.own_objections(queries.own_objections(viewer)),
            )
        )  # fmt: skip
        pages.add_voice(
            pages.Voice(
                _("对办理的投诉"), _("投诉一件办件"), "/my/cases/",
                lambda viewer: tables.own_complaints(queries.own_complaints(viewer)),
            )
        )  # fmt: skip
        pages.add_errands(import_module("zhiwei.platform.cases.errands").errands)
        trail, audited = (
            import_module(f"zhiwei.platform.{name}") for name in ("audit.upwards", "cases.audited")
        )
        trail.add_record("case", audited.Case, audited.tell)
        trail.add_words("case", audited.words)
        trail.add_words("subject", audited.words)
        trail.add_fields(audited.fields)
        import_module("zhiwei.platform.audit.owned").register(audited.owned_by)
        for trait, label in import_module("zhiwei.platform.cases.hands").TRAITS.items():
            address = f"/office/cases/?list=all&trait={trait}"
            trail.add_check_list("case", label, address, permission="cases.read")
        trail.add_record("objection", audited.Objection, audited.tell_objection, beside=("notice",))
        trail.add_record("bulk", audited.Bulk, audited.tell_bulk, beside=("file",))
        trail.add_words("bulk", audited.words)
        phrases = import_module("zhiwei.platform.kit.phrases")
        phrases.add_words(import_module("zhiwei.platform.cases.casetypes.english").english)
