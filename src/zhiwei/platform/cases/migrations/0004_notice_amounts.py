from django.db import migrations, models


def fill(apps, schema_editor):
    """The amount of a case's latest notice is the one its case stands for; of earlier ones it is not kept."""
    Notice = apps.get_model("cases", "Notice")
    seen = set()
    rows = Notice.objects.select_related("case").order_by("case", "-number")
    for one in rows.iterator(chunk_size=1000):
        if one.case_id in seen:
            continue
        seen.add(one.case_id)
        fen = one.case.data.get("amount")
        if fen is not None:
            Notice.objects.filter(pk=one.pk).update(fen=fen)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_bulk'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='fen',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='公示的金额'),
        ),
        migrations.AddField(
            model_name='notice',
            name='formula',
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
