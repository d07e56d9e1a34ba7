"""Receipts compressed against a pattern, with digest, kind and place; notices made of them. Kept receipts are converted."""

import uuid
import zlib

import django.db.models.deletion
import zhiwei.platform.kit.clock
from django.db import migrations, models
from zhiwei.platform.answers import packing


def convert(apps, schema_editor):
    """Pack each receipt that was kept whole."""
    receipts, patterns = apps.get_model("answers", "Receipt"), apps.get_model("answers", "Pattern")
    for receipt in receipts.objects.iterator():
        record = receipt.record
        pattern, _made = patterns.objects.get_or_create(
            rulebook_id=receipt.rulebook_id,
            kind=packing.kind_of(record),
            defaults={"packed": zlib.compress(packing.canonical(record), 9)},
        )
        receipt.pattern, receipt.digest, receipt.entity = pattern, packing.digest(record), record["entity"]
        receipt.packed = packing.pack(record, zlib.decompress(bytes(pattern.packed)))
        receipt.division = str(record["subject"]["facts"].get("division", {}).get("value", ""))
        receipt.save()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with open checks cannot be altered


class Migration(migrations.Migration):

    dependencies = [
        ("answers", "0001_initial"),
        ("kit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pattern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=64)),
                ("packed", models.BinaryField()),
                ("rulebook", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="patterns", to="answers.storedrulebook")),
            ],
            options={
                "verbose_name": "回执样式",
                "constraints": [models.UniqueConstraint(fields=("rulebook", "kind"), name="answers_pattern_once")],
            },
        ),
        migrations.AddField("receipt", "division", models.CharField(blank=True, default="", max_length=6, verbose_name="行政区划"), preserve_default=False),
        migrations.AddField("receipt", "entity", models.CharField(default="", max_length=40), preserve_default=False),
        migrations.AddField("receipt", "digest", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField("receipt", "packed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("receipt", "pattern", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="answers.pattern")),
        migrations.RunPython(convert, migrations.RunPython.noop),
        migrations.AlterField("receipt", "pattern", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="answers.pattern")),
        migrations.RemoveField("receipt", "record"),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=7)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("signer", models.CharField(max_length=40)),
                ("key_id", models.CharField(max_length=64)),
                ("signature", models.TextField()),
                ("made_at", models.DateTimeField(default=zhiwei.platform.kit.clock.now)),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile")),
                ("receipt", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="answers.receipt")),
            ],
            options={
                "verbose_name": "告知书",
                "constraints": [models.UniqueConstraint(fields=("receipt", "language"), name="answers_notice_once")],
            },
        ),
    ]
