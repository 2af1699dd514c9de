"""Records are kept for the very request that they were measured for."""

from bench.teaching.results import Results, digest


def test_a_record_is_read_again_for_the_same_request(tmp_path):
    results = Results(tmp_path / "new")
    kept = results.put("dog", "a", {"gap": 0.5, "each": [1.0]})
    assert results.get("dog", "a") == kept == {"request": "a", "gap": 0.5, "each": [1.0]}


def test_a_record_of_another_request_does_not_count(tmp_path):
    results = Results(tmp_path)
    results.put("dog", "a", {"gap": 0.5})
    assert results.get("dog", "b") is None and results.get("cat", "a") is None


def test_a_damaged_record_is_measured_again(tmp_path):
    results = Results(tmp_path)
    results.put("dog", "a", {"gap": 0.5})
    file = tmp_path / "dog.json"
    for content in (file.read_bytes()[:-9], b"[]", b""):
        file.write_bytes(content)
        assert results.get("dog", "a") is None


def test_a_digest_changes_with_words_and_with_what_is_in_files(tmp_path):
    file = tmp_path / "0.png"
    file.write_bytes(b"one")
    first = digest(["a"], [file])
    assert digest(["a"], [file]) == first != digest(["b"], [file])
    file.write_bytes(b"two")
    assert digest(["a"], [file]) != first
