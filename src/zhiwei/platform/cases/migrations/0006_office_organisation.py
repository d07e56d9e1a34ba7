import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0005_reminders'),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='经办单位'),
        ),
        migrations.AlterField(
            model_name='office',
            name='authority',
            field=models.CharField(blank=True, max_length=120, verbose_name='办理机关'),
        ),
    ]
