"""Messages between stations, hub and central server; imports `core.domain` only.

One file a subject: `limits`, `signing` (requests, answers, heads), `batch`
(frames on the wire), `changes` (what central hands back), `enrolment`,
`sealed` (encryption to a key) and `bundle` (USB sticks).
"""
