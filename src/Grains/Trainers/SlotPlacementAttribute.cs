using Orleans.Placement;

namespace FastOde.Grains.Trainers;

/// <summary>Marks a grain whose key is a slot's id.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SlotPlacementAttribute() : PlacementAttribute(new SlotPlacement());
