"""A person who logs in. There is no superuser: nobody holds every right."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock


class UserManager(BaseUserManager["User"]):
    """Makes users; what they may do comes from memberships alone."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """A user with a hashed password; without one, a user who cannot log in by password."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. Rights come from :class:`Membership`; the telephone number is shown on no list."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(_("公开编号"), default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        _("用户名"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("已有同名用户")},
    )
    display_name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    suspended_why = models.CharField(_("停用原因"), max_length=200, blank=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    demo = models.BooleanField(_("演示账号"), default=False)
    date_joined = models.DateTimeField(_("建立时间"), default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        ordering: ClassVar[list[str]] = ["username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """The name as pages show it."""
        return str(self)
