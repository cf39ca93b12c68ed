"""What an agency keeps or refers to away from its own site, and whether that could be opened."""

from dataclasses import dataclass
from enum import StrEnum


class OffsiteKind(StrEnum):
    """What stands at an address that is not the agency's own."""

    DRIVE_FILE = "drive_file"
    DRIVE_FOLDER = "drive_folder"
    GOOGLE_DOC = "google_doc"  # document, sheet or slides
    GOOGLE_SITE = "google_site"
    ONEDRIVE = "onedrive"  # and SharePoint
    DROPBOX = "dropbox"
    FLIPBOOK = "flipbook"
    STORE = "store"  # another service where documents are kept
    FACEBOOK = "facebook"
    LINE = "line"
    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    X = "x"
    INSTAGRAM = "instagram"
    MAP = "map"
    FORM = "form"
    EGP = "egp"  # government procurement
    ITAS = "itas"  # the assessment's own system, and its owner's pages
    OIC = "oic"  # the official information centre
    OTHER = "other"

    @property
    def keeps_documents(self) -> bool:
        """Whether agencies keep documents of their own there: such a document counts as evidence."""
        return self in _STORES

    @property
    def thai(self) -> str:
        """What people call it."""
        return _THAI.get(self, "เว็บไซต์อื่น")


_STORES = frozenset(
    {
        OffsiteKind.DRIVE_FILE,
        OffsiteKind.DRIVE_FOLDER,
        OffsiteKind.GOOGLE_DOC,
        OffsiteKind.GOOGLE_SITE,
        OffsiteKind.ONEDRIVE,
        OffsiteKind.DROPBOX,
        OffsiteKind.FLIPBOOK,
        OffsiteKind.STORE,
    }
)

_THAI = {
    OffsiteKind.DRIVE_FILE: " Google Drive",
    OffsiteKind.DRIVE_FOLDER: "โฟลเดอร์ Google Drive",
    OffsiteKind.GOOGLE_DOC: " Google Docs",
    OffsiteKind.GOOGLE_SITE: " Google Sites",
    OffsiteKind.ONEDRIVE: " OneDrive หรือ SharePoint",
    OffsiteKind.DROPBOX: " Dropbox",
    OffsiteKind.FLIPBOOK: "เว็บไซต์หนังสือพลิกหน้า (flipbook)",
    OffsiteKind.STORE: "บริการฝากไฟล์",
}


class OffsiteState(StrEnum):
    """What became of something kept elsewhere. A deleted one is a dead link and has no state."""

    UNOPENED = "unopened"  # the settings do not name its host
    OPEN = "open"  # anybody may open it
    LOGIN = "login"  # it asks for a login
    FAILED = "failed"  # it could not be opened this time

    @property
    def thai(self) -> str:
        """How people are told of it."""
        return {
            OffsiteState.OPEN: "เปิดได้",
            OffsiteState.LOGIN: "ต้องเข้าสู่ระบบ",
            OffsiteState.FAILED: "เปิดไม่สำเร็จ",
        }.get(self, "ยังไม่ได้เปิดตรวจ")

    @property
    def reason(self) -> str:
        """Why it was not read, as reasons of what was not read are named."""
        return {OffsiteState.LOGIN: "offsite_login", OffsiteState.FAILED: "offsite_failed"}.get(self, "offsite")


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsiteReference:
    """A link away from the site that is no evidence: social media, maps, forms, systems of other agencies.

    Attributes:
        label: words of the link.
        found_on: the first page where it stands.
    """

    kind: OffsiteKind
    url: str
    label: str = ""
    found_on: str = ""
