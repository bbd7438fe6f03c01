"""The objects of /openapi/v1.json under the same names; tests/check_document.py compares them."""

from typing import Dict, List, Optional, TypedDict, Union


class TrialCounts(TypedDict):
    all: int
    queued: int
    running: int
    completed: int
    failed: int
    pruned: int
    cancelled: int


class ObjectiveView(TypedDict):
    metric: str
    direction: str
    also: List[str]
    where: List[str]


class ExperimentView(TypedDict):
    id: int
    name: str
    state: str
    trials: TrialCounts
    objective: Optional[ObjectiveView]
    bestValue: Optional[float]
    submittedBy: Optional[str]
    createdAt: str
    endedAt: Optional[str]
    tags: List[str]
    archivedAt: Optional[str]
    goesAt: Optional[str]


class LimitsView(TypedDict):
    concurrentTrials: Optional[int]
    retries: int
    priority: int


class ExperimentDetailView(TypedDict):
    experiment: ExperimentView
    spec: str
    notes: str


class TrialView(TypedDict):
    id: str
    experimentId: int
    label: str
    parameters: Dict[str, Union[str, float, bool]]
    seed: int
    state: str
    attempts: int
    step: int
    iterations: int
    iterationsPerSecond: Optional[float]
    networkEvaluations: Optional[int]
    slotId: Optional[str]
    weightsSha256: Optional[str]
    objective: Optional[float]
    otherValues: List[Optional[float]]
    message: Optional[str]
    startedAt: Optional[str]
    endedAt: Optional[str]


class EnvironmentView(TypedDict):
    version: str
    isModified: bool
    torch: str
    runtime: str
    system: str
    processor: str
    device: str
    threads: int
    dataSha256: Optional[str]
    plugins: Optional[str]


class AttemptView(TypedDict):
    epoch: int
    slotId: str
    state: str
    startedAt: str
    endedAt: Optional[str]
    lastStep: Optional[int]
    message: Optional[str]
    environment: Optional[EnvironmentView]


class FileView(TypedDict):
    kind: str
    path: str
    step: int
    bytes: int
    sha256: str


class TrialDetailView(TypedDict):
    trial: TrialView
    attempts: List[AttemptView]
    files: List[FileView]


class EvaluationView(TypedDict):
    trialId: str
    step: int
    metric: str
    solver: str
    number: float
    steps: int
    nfe: Optional[float]
    value: Optional[float]
    floor: Optional[float]
    seconds: Optional[float]
    remark: Optional[str]


class SeriesView(TypedDict):
    trialId: str
    name: str
    steps: List[int]
    values: List[Optional[float]]


class ChangeView(TypedDict):
    experiment: Optional[ExperimentView]
    trial: Optional[TrialView]
    metrics: Optional[List[SeriesView]]
    evaluations: Optional[List[EvaluationView]]


class GpuShareView(TypedDict):
    device: str
    memory: int


class SlotView(TypedDict):
    slotId: str
    host: str
    device: str
    threads: int
    trialId: Optional[str]
    fault: Optional[str]
    cores: List[int]
    gpus: List[GpuShareView]


class DeviceView(TypedDict):
    machine: str
    device: str
    model: str
    utilization: Optional[float]
    memoryUsed: Optional[int]
    memoryTotal: Optional[int]


class GpuView(TypedDict):
    host: str
    device: str
    memory: int
    held: int
    trials: int
    gatheredFor: Optional[str]


class SlotsView(TypedDict):
    slots: List[SlotView]
    waitingTrials: int
    devices: List[DeviceView]
    gpus: List[GpuView]


class ServerView(TypedDict):
    version: str
    edition: int


class SampleOrderView(TypedDict):
    solver: str
    number: float
    count: int
    seed: int
    fromData: bool
    noise: bool
    predictions: bool
    step: Optional[int]


class SamplingView(TypedDict):
    key: str
    order: SampleOrderView
    state: str
    made: int
    problem: Optional[str]
    step: Optional[int]
    stepCount: Optional[int]
    nfe: Optional[float]
    seconds: Optional[float]


class MeasurementOrderView(TypedDict):
    settings: List[str]
    metrics: Optional[List[str]]
    step: Optional[int]


class MeasurementsView(TypedDict):
    order: MeasurementOrderView
    state: str
    measured: int
    problem: Optional[str]
    step: Optional[int]
    rows: List[EvaluationView]
