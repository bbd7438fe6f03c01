using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FastOde.Storage.Configurations;

/// <summary>Tells values apart by identity: they are immutable, so another content is another object.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal sealed class ImmutableComparer<T>() : ValueComparer<T>(
    (left, right) => ReferenceEquals(left, right),
    value => value == null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value),
    value => value);
