"""Typed client of a running FastOde. It needs Python 3.9 and nothing else.

    from fastode import Client

    client = Client()                       # http://127.0.0.1:5080, token from FASTODE_TOKEN
    experiment = client.submit(open("spec.yaml").read())
    for change in client.watch(experiment["id"]):
        print(change)
    for trial in client.trials(experiment["id"]):
        print(trial["label"], trial["objective"])
"""

from .client import Client
from .errors import FastOdeError, NotAllowedError, NotFoundError, RefusedError, UnavailableError
from .views import (
    AttemptView,
    ChangeView,
    DeviceView,
    EvaluationView,
    ExperimentDetailView,
    ExperimentView,
    FileView,
    MeasurementOrderView,
    MeasurementsView,
    ObjectiveView,
    SampleOrderView,
    SamplingView,
    SeriesView,
    ServerView,
    SlotsView,
    SlotView,
    TrialCounts,
    TrialDetailView,
    TrialView,
)

__all__ = [
    "AttemptView",
    "ChangeView",
    "Client",
    "DeviceView",
    "EvaluationView",
    "ExperimentDetailView",
    "ExperimentView",
    "FastOdeError",
    "FileView",
    "MeasurementOrderView",
    "MeasurementsView",
    "NotAllowedError",
    "NotFoundError",
    "ObjectiveView",
    "RefusedError",
    "SampleOrderView",
    "SamplingView",
    "SeriesView",
    "ServerView",
    "SlotView",
    "SlotsView",
    "TrialCounts",
    "TrialDetailView",
    "TrialView",
    "UnavailableError",
]
