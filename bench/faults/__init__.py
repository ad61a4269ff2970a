"""Faults of processes, disks and databases at full size: the tests of `tests/faults_running` with larger figures."""
