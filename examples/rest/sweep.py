"""A sweep over HTTP with nothing but Python's own library. Start `fastode` first, then: python3 examples/rest/sweep.py [ADDRESS]"""
import json, os, sys, urllib.error, urllib.request

ADDRESS = (sys.argv[1:] or ["http://127.0.0.1:5080"])[0].rstrip("/") + "/api/v1"
SPEC = """
name: beta-sweep
seeds: [0, 1]
trial: { iterations: 300, coupling: { kind: learned }, evaluation: { every: 300, samples: 128, solvers: { euler: [1, 4] } } }
search: { space: { coupling.beta: { values: [1, 10] } } }
objective: { metric: wasserstein2@euler-4, direction: minimize }
"""


def call(path, body=None):
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ.get("FASTODE_TOKEN", "")}
    if not os.environ.get("FASTODE_TOKEN"):
        del headers["Authorization"]
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(ADDRESS + path, data, headers))


try:
    experiment = json.load(call("/experiments", {"spec": SPEC}))
    for line in call(f"/experiments/{experiment['id']}/events"):  # server-sent events, until the experiment has ended
        if line.startswith(b"data: ") and (trial := json.loads(line[6:]).get("trial")):
            print(f"{trial['id']} {trial['label']}, seed {trial['seed']}: {trial['state']} {trial['step']}/{trial['iterations']}", file=sys.stderr)
    for trial in json.load(call(f"/experiments/{experiment['id']}/trials"))["items"]:
        print(trial["id"], trial["label"], trial["seed"], trial["objective"])
except urllib.error.HTTPError as refused:
    sys.exit(f"refused: {json.load(refused)['detail']}")
except urllib.error.URLError as error:
    sys.exit(f"no fastode answers at {ADDRESS}: {error.reason}")
