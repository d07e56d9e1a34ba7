from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0002_clawback'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='telephone',
            field=models.CharField(blank=True, max_length=60, verbose_name='服务电话'),
        ),
        migrations.AddField(
            model_name='historicaloffer',
            name='telephone',
            field=models.CharField(blank=True, max_length=60, verbose_name='服务电话'),
        ),
    ]
