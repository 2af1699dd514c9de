"""Every command that there is, with its words and keys: known before any page is built.

Within a page and the window around it no key stands for two commands, and none begins another.
Letters, digits and keys with a name only: they are on every keyboard, whatever its language.
"""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from desktop.declared import Declared, place_icon
from desktop.state.navigation import Place, title
from engine.gallery.picture import MOST_STARS

_KEY = QKeySequence.StandardKey


def declared() -> list[Declared]:
    """Every command: the window's, then those of each page in the order of the sidebar."""
    first = (_window, _views, _library, _library_dialogs, _teach, _taught, _chat, _draw)
    parts = (*first, _gallery, _gallery_dialogs, _models, _queue, _storage, _logs)
    return list(chain.from_iterable(part() for part in parts))


def _window() -> list[Declared]:
    return [
        Declared("file.open", _tr("&Open…"), _KEY.Open, "folder-open"),
        Declared("file.folder", _tr("Show the data &folder"), "Ctrl+G, F", "folder"),
        Declared("file.quit", _tr("&Quit"), "Ctrl+Q", "log-out"),
        Declared("jobs.pause", _tr("&Pause"), "Ctrl+Shift+P", "pause"),
        Declared("jobs.resume", _tr("&Go on"), "Ctrl+Shift+G", "play"),
        Declared("jobs.stop", _tr("&Stop"), "Ctrl+.", "square"),
        Declared("jobs.stop_all", _tr("Stop &all"), "Ctrl+G, A", "circle-x"),
        Declared("jobs.unload", _tr("Free the engine's &memory"), "Ctrl+G, E", "memory-stick"),
        Declared("help.commands", _tr("&Commands…"), "Ctrl+K", "command"),
        Declared("help.keys", _tr("&Keyboard shortcuts"), _KEY.HelpContents, "keyboard"),
        Declared("help.about", _tr("&About"), "Shift+F1", "info"),
    ]


def _views() -> Iterator[Declared]:
    for number, place in enumerate(Place, start=1):
        keys = f"Ctrl+{number % 10}"
        yield Declared(f"view.{place}", title(place), keys, place_icon(place))
    yield Declared("view.back", _tr("&Back"), _KEY.Back, "arrow-left")
    yield Declared("view.larger", _tr("&Larger"), "Ctrl++", "zoom-in")
    yield Declared("view.smaller", _tr("&Smaller"), "Ctrl+-", "zoom-out")
    yield Declared("view.usual", _tr("&Usual size"), "Ctrl+Shift+0", "maximize")


def _library() -> list[Declared]:
    one = partial(Declared, place=Place.LIBRARY)
    return [
        one("library.find", _tr("&Find a concept"), _KEY.Find, "search", free=True),
        one("library.import", _tr("&Import a concept…"), "Ctrl+I", "import", free=True),
        one("library.sample", _tr("Try it with a sample"), "Ctrl+G, S", "paw-print"),
        one("library.chat", _tr("&Chat"), "Ctrl+Return", "message-circle"),
        one("library.draw", _tr("&Draw"), "Ctrl+D", "image"),
        one("library.teach_more", _tr("&Teach more"), "Ctrl+T", "graduation-cap"),
        one("library.rename", _tr("&Rename"), "F2", "pencil"),
        one("library.duplicate", _tr("D&uplicate"), "Ctrl+Shift+D", "copy"),
        one("library.merge", _tr("&Merge into another…"), "Ctrl+M", "album"),
        one("library.export", _tr("&Export…"), "Ctrl+E", "download"),
        one("library.delete", _tr("De&lete"), _KEY.Delete, "trash-2"),
        one("library.use_version", _tr("Use this version"), "Ctrl+G, V", "check"),
        one("library.learned", _tr("How it was learned…"), "Ctrl+G, H", "history"),
        one("library.lookalikes", _tr("See look-alikes…"), "Ctrl+L", "images"),
    ]


def _library_dialogs() -> list[Declared]:
    """Of how a version was learned, and of the look-alikes."""
    one = partial(Declared, place=Place.LIBRARY, dialog=True)
    return [
        one("learned.compare", _tr("&Draw both"), "Ctrl+Return", "columns-2"),
        one("learned.use_left", _tr("Use the left one"), "Ctrl+G, L", "check"),
        one("learned.use_right", _tr("Use the right one"), "Ctrl+G, R", "check"),
        one("learned.csv", _tr("Save as &CSV…"), _KEY.Save, "download"),
        one("lookalikes.here", _tr("Leave out for this concept"), _KEY.Delete, "x"),
        one("lookalikes.every", _tr("Leave out for every concept"), "Ctrl+Del", "trash-2"),
        one("lookalikes.again", _tr("Take in again"), "Ctrl+I", "undo-2"),
    ]


def _teach() -> list[Declared]:
    """Before anything is learned."""
    one = partial(Declared, place=Place.TEACH)
    return [
        one("teach.start", _tr("&Learn"), "Ctrl+Return", "graduation-cap"),
        one("teach.forecast", _tr("How long will it &take?"), "Ctrl+T", "gauge"),
        one("teach.add_photos", _tr("&Add photos…"), "Ctrl+I", "images", free=True),
        one("teach.add_folder", _tr("Add a &folder…"), "Ctrl+Shift+I", "folder-open", free=True),
        one("teach.paste", _tr("&Paste"), _KEY.Paste, "clipboard-paste", free=True),
        one("teach.remove", _tr("&Leave out"), _KEY.Delete, "trash-2"),
        one("teach.whole", _tr("Take &all of the photo"), "Ctrl+G, W", "maximize"),
        one("teach.undo", _tr("&Undo"), _KEY.Undo, "undo-2"),
        one("teach.redo", _tr("&Redo"), _KEY.Redo, "redo-2"),
        one("teach.go_on", _tr("Go on"), "Ctrl+G, G", "play"),
        one("teach.keep", _tr("Keep the best so far"), "Ctrl+G, K", "check"),
        one("teach.discard", _tr("Discard it"), "Ctrl+G, Backspace", "trash-2"),
    ]


def _taught() -> list[Declared]:
    """While something is learned, and after that."""
    one = partial(Declared, place=Place.TEACH)
    return [
        one("teach.pause", _tr("&Pause"), "Ctrl+P", "pause"),
        one("teach.stop", _tr("&Stop…"), "Ctrl+G, X", "square"),
        one("teach.csv", _tr("Save as &CSV…"), _KEY.Save, "download"),
        one("teach.try", _tr("&Draw one"), "Ctrl+D", "image"),
        one("teach.compare", _tr("&Draw both"), "Ctrl+Shift+D", "columns-2"),
        one("teach.use_left", _tr("Use the left one"), "Ctrl+G, L", "check"),
        one("teach.use_right", _tr("Use the right one"), "Ctrl+G, R", "check"),
        one("teach.chat", _tr("&Chat with it"), "Ctrl+G, C", "message-circle"),
        one("teach.draw", _tr("D&raw with it"), "Ctrl+G, D", "image"),
        one("teach.more", _tr("&Teach it more"), "Ctrl+G, M", "graduation-cap"),
        one("teach.new", _tr("Teach &something else"), _KEY.New, "plus"),
    ]


def _chat() -> list[Declared]:
    one = partial(Declared, place=Place.CHAT)
    return [
        one("chat.new", _tr("New chat"), _KEY.New, "plus", free=True),
        one("chat.temporary", _tr("Temporary chat"), "Ctrl+Shift+N", "ghost", free=True),
        one("chat.search", _tr("Search chats"), _KEY.Find, "search", free=True),
        one("chat.rename", _tr("Rename chat…"), "F2", "pencil"),
        one("chat.pin", _tr("Pin"), "Ctrl+P", "pin"),
        one("chat.move", _tr("Move to a folder…"), "Ctrl+Shift+M", "folder"),
        one("chat.export", _tr("Export chat…"), "Ctrl+E", "download"),
        one("chat.copy_all", _tr("Copy whole chat"), "Ctrl+Shift+C", "clipboard"),
        one("chat.delete", _tr("Delete chat"), "Ctrl+Shift+Backspace", "trash-2"),
        one("chat.delete_all", _tr("Delete all chats…"), "Ctrl+G, Backspace", "trash-2"),
        one("chat.send", _tr("Send"), "Ctrl+Return", "send"),
        one("chat.stop", _tr("Stop the answer"), "Esc", "square"),
        one("chat.attach", _tr("Attach a photo…"), "Ctrl+I", "paperclip", free=True),
        one("chat.gallery", _tr("Attach from the gallery…"), "Ctrl+Shift+I", "images", free=True),
        one("chat.remove_photo", _tr("Remove the photo"), "Ctrl+G, P", "x"),
        one("chat.copy", _tr("Copy message"), _KEY.Copy, "copy"),
        one("chat.edit", _tr("Edit message…"), "Ctrl+Up", "pencil"),
        one("chat.again", _tr("Answer again"), "Ctrl+R", "refresh-cw"),
        one("chat.back", _tr("Former branch"), "Alt+PgUp", "chevron-left"),
        one("chat.forth", _tr("Next branch"), "Alt+PgDown", "chevron-right"),
    ]


def _draw() -> list[Declared]:
    one = partial(Declared, place=Place.DRAW)
    return [
        one("draw.start", _tr("Draw"), "Ctrl+Return", "wand-sparkles"),
        one("draw.sheet", _tr("Contact sheet…"), "Ctrl+Shift+S", "grid-2x2"),
        one("draw.history", _tr("Earlier prompts…"), "Ctrl+H", "history", free=True),
        one("draw.styles", _tr("Styles…"), "Ctrl+Shift+T", "tag", free=True),
        one("draw.stop", _tr("Stop drawing"), "Ctrl+G, X", "square"),
        one("draw.pause", _tr("Pause drawing"), "Ctrl+P", "pause"),
        one("draw.roll", _tr("Another seed"), "Ctrl+R", "dices"),
        one("draw.lock", _tr("Keep the seed"), "Ctrl+L", "lock-open"),
        one("draw.more", _tr("More settings"), "Ctrl+M", "sliders-horizontal"),
        one("draw.reset", _tr("Usual settings"), "Ctrl+Shift+R", "rotate-ccw"),
    ]


def _gallery() -> Iterator[Declared]:
    """Single letters and digits work while the pictures have the focus."""
    one = partial(Declared, place=Place.GALLERY)
    yield one("gallery.search", _tr("Search pictures"), _KEY.Find, "search", free=True)
    yield one("gallery.favourites", _tr("Favourites only"), "Ctrl+Shift+F", "heart")
    yield one("gallery.clear", _tr("Show all pictures"), "Ctrl+G, P", "rotate-ccw")
    yield one("gallery.use_prompt", _tr("Use prompt"), "P", "quote")
    yield one("gallery.use_seed", _tr("Use seed"), "S", "hash")
    yield one("gallery.use_all", _tr("Use all"), "U", "wand-sparkles")
    yield one("gallery.more", _tr("More like this"), "M", "dices")
    yield one("gallery.job", _tr("Show all of this job"), "J", "grid-2x2")
    yield one("gallery.chat", _tr("Ask about it in a chat"), "Q", "message-circle")
    yield one("gallery.favourite", _tr("Favourite"), "F", "heart")
    yield one("gallery.tag", _tr("Add a tag…"), "T", "tag")
    yield one("gallery.album", _tr("Put into an album…"), "A", "album")
    yield one("gallery.rename_album", _tr("Rename album…"), "F2", "pencil")
    yield one("gallery.remove_album", _tr("Remove album"), "Ctrl+Shift+Backspace", "trash-2")
    for stars in range(MOST_STARS + 1):
        text = _tr("%n star(s)", stars) if stars else _tr("No stars")
        yield one(f"gallery.rate_{stars}", text, str(stars), "star")
    yield one("gallery.compare", _tr("Compare two"), "C", "columns-2")
    yield one("gallery.copy", _tr("Copy picture"), _KEY.Copy, "copy")
    yield one("gallery.export", _tr("Export…"), "Ctrl+E", "download")
    yield one("gallery.export_as", _tr("Export as…"), "Ctrl+Shift+E", "download")
    yield one("gallery.sheet", _tr("Save as contact sheet…"), "Ctrl+Shift+S", "grid-2x2")
    yield one("gallery.delete", _tr("Delete"), _KEY.Delete, "trash-2")
    yield one("gallery.recover", _tr("Recover lost pictures"), "Ctrl+G, R", "refresh-cw")
    yield one("gallery.forget", _tr("Remove lost pictures"), "Ctrl+G, Backspace", "trash-2")


def _gallery_dialogs() -> list[Declared]:
    """Of the comparison and of the export."""
    one = partial(Declared, place=Place.GALLERY, dialog=True)
    return [
        one("compare.in", _tr("Zoom in"), "+", "zoom-in"),
        one("compare.out", _tr("Zoom out"), "-", "zoom-out"),
        one("compare.fit", _tr("Fit"), "0", "maximize"),
        one("upscaler.add", _tr("&Add an upscaler…"), "Ctrl+I", "import"),
        one("upscaler.remove", _tr("Re&move the upscaler"), "Ctrl+Del", "trash-2"),
    ]


def _models() -> list[Declared]:
    one = partial(Declared, place=Place.MODELS)
    return [
        one("models.bring", _tr("Bring a base model…"), "Ctrl+I", "usb", free=True),
        one("models.look", _tr("Look again"), _KEY.Refresh, "refresh-cw", free=True),
        one("models.explain", _tr("What runs it, and why"), "Ctrl+E", "info", free=True),
        one("models.try_gpu", _tr("Try the GPU"), "Ctrl+T", "gauge"),
        one("models.use", _tr("Use"), "Ctrl+G, U", "circle-check"),
        one("models.compile", _tr("Compile…"), "Ctrl+G, C", "cpu"),
        one("models.verify", _tr("Verify files"), "Ctrl+G, V", "check"),
        one("models.licence", _tr("Licence…"), "Ctrl+G, L", "scroll-text"),
        one("models.forget", _tr("Forget"), _KEY.Delete, "x"),
        one("models.remove", _tr("Remove…"), "Ctrl+Del", "trash-2"),
    ]


def _queue() -> list[Declared]:
    one = partial(Declared, place=Place.QUEUE)
    return [
        one("queue.pause", _tr("Pause"), "P", "pause"),
        one("queue.resume", _tr("Go on"), "R", "play"),
        one("queue.stop", _tr("Stop"), _KEY.Delete, "square"),
        one("queue.up", _tr("Earlier"), "Alt+Up", "arrow-up"),
        one("queue.down", _tr("Later"), "Alt+Down", "arrow-down"),
        one("queue.open", _tr("Show it"), "O", "graduation-cap"),
        one("queue.retry", _tr("Try again"), "T", "rotate-ccw"),
        one("queue.details", _tr("What went wrong"), "W", "circle-alert"),
        one("queue.clear", _tr("Clear ended"), "Ctrl+Del", "x"),
        one("queue.stop_all", _tr("Stop all"), "Shift+Del", "circle-x"),
    ]


def _storage() -> list[Declared]:
    one = partial(Declared, place=Place.STORAGE)
    return [
        one("storage.look", _tr("Look again"), _KEY.Refresh, "refresh-cw", free=True),
        one("storage.move", _tr("Move the folder…"), "Ctrl+M", "folder-open", free=True),
        one("storage.backup", _tr("Back up the library…"), "Ctrl+B", "save", free=True),
        one("storage.check_backup", _tr("Test a backup…"), "Ctrl+T", "circle-check", free=True),
        one("storage.restore", _tr("Restore a backup…"), "Ctrl+R", "history", free=True),
        one("storage.clean", _tr("Show files…"), _KEY.Delete, "trash-2"),
        one("storage.bring_back", _tr("Bring back…"), "Ctrl+G, B", "undo-2"),
        one("storage.erase_former", _tr("Erase the former folder…"), "Shift+Del", "trash-2"),
    ]


def _logs() -> list[Declared]:
    one = partial(Declared, place=Place.LOGS)
    return [
        one("logs.look", _tr("Look again"), _KEY.Refresh, "refresh-cw", free=True),
        one("logs.save", _tr("Save diagnostics…"), _KEY.Save, "save", free=True),
    ]


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Command", text, "", count)
