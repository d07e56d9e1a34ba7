from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bases', '0002_land_rewards_design'),
    ]

    operations = [
        migrations.AddField(
            model_name='base',
            name='telephone',
            field=models.CharField(blank=True, max_length=60, verbose_name='招商电话'),
        ),
        migrations.AddField(
            model_name='historicalbase',
            name='telephone',
            field=models.CharField(blank=True, max_length=60, verbose_name='招商电话'),
        ),
    ]
