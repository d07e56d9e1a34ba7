"""The full-text index of the search; the database's own form of it, so no model stands for it."""

from django.db import migrations

from zhiwei.platform.kit.search.words import words_of


def create(apps, editor):
    for statement in words_of(editor.connection.vendor).create:
        editor.execute(statement)


def drop(apps, editor):
    for statement in words_of(editor.connection.vendor).drop:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
