import django.db.models.deletion
import uuid
import zhiwei.platform.kit.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kit', '0002_words'),
        ('subjects', '0002_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ListUpload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='清单')),
                ('target', models.CharField(max_length=64)),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='工作表')),
                ('columns', models.JSONField(default=dict)),
                ('unread', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('faulty', '有错误'), ('ready', '待确认'), ('same', '没有变化'), ('entered', '已登记'), ('cancelled', '已取消')], max_length=9, verbose_name='状态')),
                ('made_at', models.DateTimeField(default=zhiwei.platform.kit.clock.now, verbose_name='上传时间')),
                ('entered_at', models.DateTimeField(null=True, verbose_name='登记时间')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kit.storedfile')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '按表登记',
                'ordering': ['-made_at'],
                'indexes': [models.Index(fields=['made_by', 'kind', 'target'], name='list_upload_of_list')],
            },
        ),
    ]
