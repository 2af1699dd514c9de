"""A sitting opens a plan of its protocol, whose records never lie with those of another."""

from bench.paper.sitting import Sitting


def test_the_papers_protocol_keeps_its_records_apart(bench):
    ours = Sitting(checkpoint="here")._plan(bench)
    papers = Sitting(checkpoint="here", protocol="paper").beside(ours)
    short = bench.base.checkpoint.short
    assert ours.results.folder.name == short and papers.results.folder.name == f"{short}-paper"
    assert papers.work != ours.work
    assert (papers.lab.bench.drawings, papers.lab.protocol.by_words) == (100, True)
    assert papers.arms.base.epochs == 15


def test_the_fast_subset_is_the_beginning_of_the_whole(bench):
    whole, quick = (Sitting(checkpoint="here", quick=one)._plan(bench) for one in (False, True))
    names = [{name for task in one.tasks() for name in task.records} for one in (whole, quick)]
    assert names[1] < names[0] and len(names[1]) == 2 + 2 * 2
    assert quick.scope.main == whole.scope.main[:2]
    assert (
        quick.lab.bench.drawings < 8 == Sitting(checkpoint="here").beside(quick).lab.bench.drawings
    )
