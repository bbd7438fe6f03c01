using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FastOde.Storage.Configurations;

/// <summary>A value kept as JSON text.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal sealed class JsonColumn<T>() : ValueConverter<T, string>(
    value => StorageJson.Write(value),
    text => StorageJson.Read<T>(text));
