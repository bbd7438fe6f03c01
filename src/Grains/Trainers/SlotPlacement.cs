namespace FastOde.Grains.Trainers;

/// <summary>Places a grain whose key is a slot's id on the silo that has the slot.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.SlotPlacement")]
internal sealed class SlotPlacement : PlacementStrategy;
