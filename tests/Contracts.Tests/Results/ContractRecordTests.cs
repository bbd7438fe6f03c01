using FastOde.Contracts.Results;

namespace FastOde.Contracts.Tests.Results;

/// <summary>What every record that crosses a process border must have.</summary>
public sealed class ContractRecordTests
{
    public static TheoryData<Type> Records =>
        [.. typeof(MetricPoint).Assembly.GetExportedTypes().Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null)];

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_Serialization_IsDeclaredUnderANameThatDoesNotMove(Type record)
    {
        Assert.NotEmpty(record.GetCustomAttributes(typeof(GenerateSerializerAttribute), false));
        Assert.NotEmpty(record.GetCustomAttributes(typeof(ImmutableAttribute), false));
        var alias = Assert.Single(record.GetCustomAttributes(typeof(AliasAttribute), false));
        Assert.StartsWith("FastOde.", ((AliasAttribute)alias).Alias, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_Aliases_AreUnique()
    {
        var aliases = Records.Select(row => ((AliasAttribute)row.Data.GetCustomAttributes(typeof(AliasAttribute), false)[0]).Alias).ToList();
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_PropertiesOfTheSpecs_AreSentByAConverter(Type record)
    {
        var sent = typeof(MetricPoint).Assembly.GetTypes().SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConverter<,>)).Select(type => type.GetGenericArguments()[0]).ToHashSet();
        Assert.DoesNotContain(
            record.GetProperties(),
            property => property.PropertyType is { Namespace: "FastOde.Specs", IsEnum: false } type && !sent.Contains(type));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_SettableProperties_AreInitOnly(Type record) =>
        Assert.DoesNotContain(
            record.GetProperties(),
            property => property.SetMethod is { } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
}
