"""The tables of people and of access. Import from here; each file holds one idea."""

from __future__ import annotations

from app.accounts.models.access import AccessEntry, AccessHead, EmergencyStop, ExportCopy
from app.accounts.models.passkey import Passkey, PasskeyChallenge
from app.accounts.models.person import Account, Factor, Invitation, RecoveryCode, SignInNote
from app.accounts.models.signing import ApiToken, Attempt, Device, MemberSession
from app.accounts.models.vetting import AccessGrant, AccessRequest, Approval

__all__ = [
    "AccessEntry",
    "AccessGrant",
    "AccessHead",
    "AccessRequest",
    "Account",
    "ApiToken",
    "Approval",
    "Attempt",
    "Device",
    "EmergencyStop",
    "ExportCopy",
    "Factor",
    "Invitation",
    "MemberSession",
    "Passkey",
    "PasskeyChallenge",
    "RecoveryCode",
    "SignInNote",
]
