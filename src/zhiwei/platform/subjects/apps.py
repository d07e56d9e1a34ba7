"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """Who the law speaks of: subjects, identifiers, relations, facts and their imports."""

    name = "zhiwei.platform.subjects"
    label = "subjects"
    verbose_name = "主体"

    def ready(self) -> None:
        """Tell the audit what a subject is called and whose it is; lead guarantors and lenders to the records of their business,
        which may come from a file."""
        upwards, owned, audited = (
            import_module(f"zhiwei.platform.{name}")
            for name in ("audit.upwards", "audit.owned", "subjects.audited")
        )
        found_by = ("found_by__icontains", "identifiers__number__iexact")
        upwards.add_record("subject", audited.Subject, audited.tell, found_by=found_by)
        upwards.add_record("enquiry", audited.Enquiry, audited.tell_enquiry)
        upwards.add_record("list_upload", audited.ListUpload, audited.tell_upload, beside=("file",))
        owned.register(audited.owned_by)
        from django.utils.translation import gettext_lazy as _

        pages = import_module("zhiwei.platform.subjects.pages")
        records = import_module("zhiwei.platform.subjects.views.addresses")
        pages.add_page(_("担保业务"), records.guarantor_page, office=False)
        pages.add_page(_("贷款"), records.lender_page, office=False)
        lists, files = (
            import_module(f"zhiwei.platform.subjects.{name}") for name in ("list_files", "contract_files")
        )
        lists.add_list_file(files.LoanFile())
        lists.add_list_file(files.GuaranteeFile())
