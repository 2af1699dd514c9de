from pathlib import Path

from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop import background
from desktop.single_instance import SingleInstance, _socket_name


def test_one_window_holds_a_folder_and_hears_the_files_of_the_next(
    qtbot: QtBot, home: Path
) -> None:
    first, second = SingleInstance(home), SingleInstance(home)
    assert first.claim() and not second.claim()
    with qtbot.waitSignal(first.called) as called:
        assert second.call([Path("/photos/ümläut 1.jpg"), Path("relative.concept")])
    assert called.args == [[Path("/photos/ümläut 1.jpg"), Path("relative.concept").absolute()]]
    first.release()
    assert second.claim()
    second.release()


def test_a_start_right_after_the_first_waits_until_that_one_listens(
    qtbot: QtBot, home: Path
) -> None:
    first, second = SingleInstance(home), SingleInstance(home)
    assert first.claim()
    first._server.close()  # as it is between taking the folder and listening
    told: list[object] = []
    with qtbot.waitSignal(first.called) as called:
        background.run(second.call, [home / "a.jpg"]).done.connect(told.append)
        qtbot.wait(150)
        first._server.listen(_socket_name(home))
    assert called.args == [[home / "a.jpg"]]
    qtbot.waitUntil(lambda: told == [True])
    first.release()


def test_windows_on_two_folders_do_not_know_each_other(qtbot: QtBot, tmp_path: Path) -> None:
    homes = [tmp_path / name for name in "ab"]
    for home in homes:
        home.mkdir()
    instances = [SingleInstance(home) for home in homes]
    assert [instance.claim() for instance in instances] == [True, True]
    for instance in instances:
        instance.release()


def test_nonsense_from_another_program_is_left_alone(qtbot: QtBot, home: Path) -> None:
    first, called = SingleInstance(home), []
    first.called.connect(called.append)
    assert first.claim()
    for nonsense in (b"not json\n", b"{}\n", b"3\n"):
        socket = QLocalSocket()
        socket.connectToServer(_socket_name(home))
        assert socket.waitForConnected(1000)
        socket.write(nonsense)
        socket.flush()
        qtbot.wait(50)
        socket.disconnectFromServer()
    assert called in ([], [[]])
    assert SingleInstance(home).call([])
    qtbot.waitUntil(lambda: bool(called))
    first.release()
