"""What one scan hands on to the next: what it brought home, kept with it so that it can be judged again."""

from dataclasses import replace

from oitcrawl.model.content import Document, Page
from oitcrawl.model.harvest import Harvest, Keepsake
from oitcrawl.model.site import AgencySite
from oitcrawl.store.keepsakes import recognised_key
from oitcrawl.store.scans import Beside, Store


class Night:
    """One scan of one agency among its scans."""

    def __init__(self, store: Store, code: str) -> None:
        """Begin.

        Args:
            store: where it is kept.
            code: the agency's.
        """
        self._store, self._code = store, code
        self._recognised: dict[str, str] = {}

    def keep_text(self, digest: str, text: Page | Document) -> None:
        """Keep what a file says together with what was recognised of it, beside what its bytes say alone."""
        key = recognised_key(digest, text)
        self._recognised[digest] = key
        self._store.contents.keep(replace(text, sha256=key))

    def witness(self, site: AgencySite, harvest: Harvest) -> None:
        """Take what is about to be judged; it is written together with the scan."""
        keepsake = Keepsake(site=site, harvest=harvest, recognised=tuple(self._recognised.items()))
        self._store.lay_beside(self._code, Beside(keepsake=keepsake))
