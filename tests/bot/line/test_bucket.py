import threading

from bot.line.bucket import Bucket, Buckets

NEVER = 1e-6  # a request in eleven days: no test waits for it


def test_a_bucket_gives_what_it_holds_and_then_says_how_long() -> None:
    bucket = Bucket(NEVER, capacity=3)
    assert [bucket.wait_time() for _ in range(3)] == [0.0, 0.0, 0.0]
    assert 0.9 / NEVER < bucket.wait_time() <= 1 / NEVER


def test_asking_in_vain_takes_nothing() -> None:
    bucket = Bucket(NEVER, capacity=1)
    bucket.wait_time()
    first = bucket.wait_time()
    assert all(bucket.wait_time() <= first for _ in range(50))


def test_a_bucket_fills_again() -> None:
    bucket = Bucket(1e9, capacity=1)
    assert [bucket.wait_time() for _ in range(3)] == [0.0, 0.0, 0.0]


def test_threads_together_get_no_more_than_it_holds() -> None:
    bucket = Bucket(NEVER, capacity=100)
    taken: list[float] = []

    def take() -> None:
        taken.extend(bucket.wait_time() for _ in range(50))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(0.0) == 100


def test_each_endpoint_has_its_own_bucket() -> None:
    buckets = Buckets(limits={"push": (1, 3600), "reply": (1, 3600)})
    assert [buckets.wait_time(name) for name in ("push", "reply")] == [0.0, 0.0]
    assert buckets.wait_time("push") > 0


def test_a_process_takes_only_its_share() -> None:
    whole, half = Buckets(limits={"push": (1, 10)}), Buckets(0.5, {"push": (1, 10)})
    for buckets in (whole, half):
        buckets.wait_time("push")
    assert whole.wait_time("push") <= 10 < half.wait_time("push") <= 20


def test_what_line_does_not_name_has_2000_a_second() -> None:
    buckets = Buckets()
    buckets.wait_time("profile")
    assert buckets.wait_time("profile") < 0.001
