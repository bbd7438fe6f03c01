using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FastOde.Storage.Configurations;

/// <summary>Single-precision numbers kept as little-endian bytes.</summary>
internal sealed class FloatColumn() : ValueConverter<IReadOnlyList<float>, byte[]>(
    values => FloatBytes.Write(values),
    bytes => FloatBytes.Read(bytes));
