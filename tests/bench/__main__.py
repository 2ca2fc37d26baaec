"""All benchmarks, one after the other, so that none disturbs another: `make bench`."""

from tests.bench import bench_client, bench_server, bench_size

for bench in (bench_size, bench_server, bench_client):
    bench.main()
