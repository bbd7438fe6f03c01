"""The calls."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.client import HTTPException, HTTPResponse
from typing import Any, Dict, Iterator, List, Optional

from .errors import FastOdeError, NotAllowedError, NotFoundError, RefusedError, UnavailableError
from .views import (
    ChangeView,
    EvaluationView,
    ExperimentDetailView,
    ExperimentView,
    LimitsView,
    MeasurementsView,
    SamplingView,
    SeriesView,
    ServerView,
    SlotsView,
    TrialDetailView,
    TrialView,
)

_ROOT = "/api/v1"
_PAGE = 1000


class Client:
    """A running FastOde.

    address: what `fastode` printed as its dashboard.
    token: one of `fastode token create`, needed where there are accounts; default: the environment variable FASTODE_TOKEN.
    timeout: seconds that a call may take.
    """

    def __init__(self, address: str = "http://127.0.0.1:5080", token: Optional[str] = None, timeout: float = 30) -> None:
        self._root = address.rstrip("/") + _ROOT
        self._token = os.environ.get("FASTODE_TOKEN") if token is None else token
        self._timeout = timeout

    def server(self) -> ServerView:
        """What the process is."""
        return self._get("/server")

    def slots(self) -> SlotsView:
        """The slots, what runs on them, and how devices are used."""
        return self._get("/slots")

    def experiments(self, name: Optional[str] = None, state: Optional[str] = None, query: Optional[str] = None) -> Iterator[ExperimentView]:
        """The experiments, the newest first.

        query: as in the search of the dashboard, such as "tag:paper" or "archived:yes".
        """
        return self._pages("/experiments", name=name, state=state, query=query)

    def experiment(self, experiment_id: int) -> ExperimentDetailView:
        """An experiment with its spec."""
        return self._get(f"/experiments/{experiment_id}")

    def submit(self, spec: str, key: Optional[str] = None) -> ExperimentView:
        """Stores a spec (YAML or JSON) as a new experiment and starts it.

        key names the submission: sent again under one key, a spec is stored once.
        """
        return self._post("/experiments", {"spec": spec, "key": key or uuid.uuid4().hex})

    def check(self, spec: str) -> List[str]:
        """The problems of a spec; nothing is stored."""
        return [problem["text"] for problem in self._post("/experiments/check", {"spec": spec})]

    def pause(self, experiment_id: int) -> ExperimentView:
        """Stops running trials after a checkpoint; they go on when it is resumed."""
        return self._post(f"/experiments/{experiment_id}/pause")

    def resume(self, experiment_id: int) -> ExperimentView:
        """Has a paused experiment go on."""
        return self._post(f"/experiments/{experiment_id}/resume")

    def cancel(self, experiment_id: int) -> ExperimentView:
        """Ends an experiment."""
        return self._post(f"/experiments/{experiment_id}/cancel")

    def edit(
        self, experiment_id: int, name: Optional[str] = None, notes: Optional[str] = None, tags: Optional[List[str]] = None
    ) -> ExperimentView:
        """Changes the name, the notes or the tags of an experiment; what is left out stays."""
        return self._send("PATCH", f"/experiments/{experiment_id}", {"name": name, "notes": notes, "tags": tags})

    def limits(self, experiment_id: int) -> LimitsView:
        """How an experiment may use the machine now."""
        return self._get(f"/experiments/{experiment_id}/limits")

    def set_limits(self, experiment_id: int, limits: LimitsView) -> LimitsView:
        """Changes how it may use the machine, also while it runs. All limits are given, those that stay as ``limits`` says."""
        return self._send("PUT", f"/experiments/{experiment_id}/limits", {**limits})

    def archive(self, experiment_id: int) -> ExperimentView:
        """Takes an experiment out of the usual lists; nothing else changes."""
        return self._post(f"/experiments/{experiment_id}/archive")

    def restore(self, experiment_id: int) -> ExperimentView:
        """Puts an archived experiment back."""
        return self._post(f"/experiments/{experiment_id}/restore")

    def delete(self, experiment_id: int) -> ExperimentView:
        """Deletes an experiment that has ended; its files and rows go at goesAt, and until then undelete takes it back."""
        return self._send("DELETE", f"/experiments/{experiment_id}")

    def undelete(self, experiment_id: int) -> ExperimentView:
        """Takes the deletion of an experiment back."""
        return self._post(f"/experiments/{experiment_id}/undelete")

    def extend(self, experiment_id: int, trials: int = 0, seeds: int = 0, key: Optional[str] = None) -> ExperimentView:
        """Adds assignments to try, or seeds for every assignment, also where it had completed.

        key names the request: sent again under one key, it adds nothing more.
        """
        return self._extend(experiment_id, {"trials": trials, "seeds": seeds, "key": key or uuid.uuid4().hex})

    def rerun_top(self, experiment_id: int, top: int, seeds: int, key: Optional[str] = None) -> ExperimentView:
        """Gives more seeds to the best assignments by the objective."""
        return self._extend(experiment_id, {"seeds": seeds, "top": top, "key": key or uuid.uuid4().hex})

    def rerun_failed(self, experiment_id: int) -> ExperimentView:
        """Queues every trial that has failed, each with its retries anew."""
        return self._post(f"/experiments/{experiment_id}/rerun")

    def retry(self, trial_id: str) -> TrialDetailView:
        """Queues a trial that has failed, with its retries anew."""
        return self._post(f"/trials/{trial_id}/retry")

    def sample(self, trial_id: str, solver: str = "heun", number: float = 9, count: int = 64, seed: int = 0,
               step: Optional[int] = None, **kept: bool) -> SamplingView:
        """Begins to make samples from a trial's newest checkpoint, or from that of a training step that it still keeps.

        number: evaluations of a fixed-step solver, or the tolerance of an adaptive one.
        kept: fromData=True starts from the encoder's noise, noise=True and predictions=True keep these too.
        """
        body = {"solver": solver, "number": number, "count": count, "seed": seed, "step": step, **kept}
        return self._post(f"/trials/{trial_id}/samples", body)

    def sampling(self, trial_id: str) -> SamplingView:
        """The newest order of samples of a trial as it stands."""
        return self._get(f"/trials/{trial_id}/samples")

    def cancel_samples(self, trial_id: str) -> SamplingView:
        """Has the samples not be made any further."""
        return self._send("DELETE", f"/trials/{trial_id}/samples")

    def download_samples(self, trial_id: str) -> bytes:
        """The samples that were made, in the formats of `fastode sample`, as a zip archive."""
        with self._open(self._request("GET", f"/trials/{trial_id}/samples/archive"), self._timeout) as answer:
            return answer.read()

    def measure(self, trial_id: str, settings: List[str], metrics: Optional[List[str]] = None,
                step: Optional[int] = None) -> MeasurementsView:
        """Begins to measure a trial's newest checkpoint, by settings such as "euler-4" or "dopri5-1e-5"; nothing is stored.

        metrics: what is measured in each; default: what its spec measures.
        step: measures the checkpoint of this training step instead, which the trial must still keep.
        """
        return self._post(f"/trials/{trial_id}/measurements", {"settings": settings, "metrics": metrics, "step": step})

    def measurements(self, trial_id: str) -> MeasurementsView:
        """What was asked for last as it stands, with every cell that is kept."""
        return self._get(f"/trials/{trial_id}/measurements")

    def cancel_measurements(self, trial_id: str) -> MeasurementsView:
        """Has nothing measured any further."""
        return self._send("DELETE", f"/trials/{trial_id}/measurements")

    def trials(self, experiment_id: int) -> Iterator[TrialView]:
        """The trials of an experiment by number, with live steps."""
        return self._pages(f"/experiments/{experiment_id}/trials")

    def report(self, experiment_id: int) -> Dict[str, Any]:
        """All trials with their evaluations, and the verdicts: what `fastode run --json` writes."""
        return self._get(f"/experiments/{experiment_id}/report")

    def trial(self, trial_id: str) -> TrialDetailView:
        """A trial with its attempts and files."""
        return self._get(f"/trials/{trial_id}")

    def evaluations(self, trial_id: str) -> Iterator[EvaluationView]:
        """The evaluation rows of a trial, by step, solver and number."""
        return self._pages(f"/trials/{trial_id}/evaluations")

    def metrics(self, trial_id: str, names: Optional[List[str]] = None, points: int = 0) -> List[SeriesView]:
        """The curves of a trial; points is the most of each, 0 for all."""
        return self._get(f"/trials/{trial_id}/metrics", name=names, points=points)

    def watch(self, experiment_id: int) -> Iterator[ChangeView]:
        """The changes of an experiment as they happen, until it has ended. Only the wait for the first has a timeout."""
        request = self._request("GET", f"/experiments/{experiment_id}/events")
        with self._open(request, timeout=None) as answer:
            for line in answer:
                if line.startswith(b"data: "):
                    yield json.loads(line[len(b"data: "):])

    def propose(self, experiment_id: int, assignments: List[Dict[str, Any]], key: Optional[str] = None) -> List[str]:
        """Has assignments tried that the caller's own sampler chose, where search.sampler is external.

        Returns the ids of their trials with the first seed, in the order of the assignments.
        """
        body = {"assignments": assignments, "key": key or uuid.uuid4().hex}
        return self._post(f"/experiments/{experiment_id}/proposals", body)["trials"]

    def _extend(self, experiment_id: int, extension: Dict[str, Any]) -> ExperimentView:
        return self._post(f"/experiments/{experiment_id}/extend", extension)

    def _pages(self, path: str, **query: Any) -> Iterator[Any]:
        skip = 0
        while True:
            page = self._get(path, skip=skip, take=_PAGE, **query)
            yield from page["items"]
            skip += len(page["items"])
            if not page["items"] or skip >= page["total"]:
                return

    def _get(self, path: str, **query: Any) -> Any:
        wanted = {name: value for name, value in query.items() if value is not None}
        suffix = "?" + urllib.parse.urlencode(wanted, doseq=True) if wanted else ""
        return self._call(self._request("GET", path + suffix))

    def _post(self, path: str, body: Optional[Dict[str, Any]] = None) -> Any:
        return self._send("POST", path, body)

    def _send(self, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> Any:
        return self._call(self._request(method, path, body))

    def _request(self, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> urllib.request.Request:
        headers = {"Accept": "application/json, application/problem+json, text/event-stream"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None
        if method != "GET":
            data = b"" if body is None else json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        return urllib.request.Request(self._root + path, data, headers, method=method)

    def _call(self, request: urllib.request.Request) -> Any:
        with self._open(request, self._timeout) as answer:
            return json.load(answer)

    def _open(self, request: urllib.request.Request, timeout: Optional[float]) -> HTTPResponse:
        try:
            return urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as refused:
            with refused:
                raise _refusal(refused.code, refused.read()) from None
        except (urllib.error.URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            raise UnavailableError(f"no fastode answers at {self._root}: {reason}") from None


def _refusal(status: int, body: bytes) -> FastOdeError:
    try:
        problem = json.loads(body)
    except ValueError:
        problem = {}
    message = problem.get("detail") or problem.get("title") or f"status {status}"
    problems = [item["text"] for item in problem.get("problems", [])]
    if status == 503:
        return UnavailableError(message)
    kind = {401: NotAllowedError, 403: NotAllowedError, 404: NotFoundError}.get(status, RefusedError)
    return kind(message, status, problems)
