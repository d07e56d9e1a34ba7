import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0003_list_uploads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='loan',
            name='subjects_loan_once',
        ),
        migrations.AddField(
            model_name='loan',
            name='struck_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='作废时间'),
        ),
        migrations.AddField(
            model_name='loan',
            name='struck_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='loan',
            name='struck_why',
            field=models.CharField(blank=True, max_length=300, verbose_name='作废理由'),
        ),
        migrations.AlterField(
            model_name='guaranteeevent',
            name='struck_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='作废时间'),
        ),
        migrations.AlterField(
            model_name='guaranteeevent',
            name='struck_why',
            field=models.CharField(blank=True, max_length=300, verbose_name='作废理由'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('lender', 'contract'), name='subjects_loan_once'),
        ),
    ]
