using System.Reflection;
using FastOde.Specs.Keys;
using FastOde.Specs.Networks;
using FastOde.Specs.Rules;

namespace FastOde.Specs.Schema;

/// <summary>One key of a record, as the record's property states it.</summary>
internal sealed class KeyShape
{
    private readonly PropertyInfo property;
    private readonly PropertyInfo? inline;

    private KeyShape(PropertyInfo property, PropertyInfo? inline, SpecSchema schema)
    {
        (this.property, this.inline) = (property, inline);
        Name = property.GetCustomAttribute<KeyAttribute>()?.Name ?? $"{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
        OnlyWith = property.GetCustomAttribute<OnlyWithAttribute>();
        List = property.GetCustomAttribute<ListAttribute>() ?? new ListAttribute();
        ValueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        ItemType = ValueType.IsGenericType && ValueType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? ValueType.GetGenericArguments()[0] : ValueType;
        Form = FormOf(ItemType, isList: ItemType != ValueType);
        if (Form is KeyForm.Single or KeyForm.List)
            Rule = property.GetCustomAttribute<RuleAttribute>()?.Rule(schema.Vocabulary) ?? (ItemType.IsEnum ? EnumWords.RuleOf(ItemType) : new FlagRule());
        else if (Form is KeyForm.Group or KeyForm.Kinds or KeyForm.Overrides)
            Group = schema.GroupOf(Form == KeyForm.Overrides ? typeof(NetworkSpec) : ItemType);
    }

    internal string Name { get; }

    /// <summary>The type of the value, without its question mark.</summary>
    internal Type ValueType { get; }

    /// <summary>The type of a list's items, or of the value.</summary>
    internal Type ItemType { get; }

    internal KeyForm Form { get; }

    /// <summary>The values, or those of a list's items; null for groups.</summary>
    internal ValueRule? Rule { get; }

    /// <summary>The keys inside; null for values.</summary>
    internal GroupShape? Group { get; }

    internal OnlyWithAttribute? OnlyWith { get; }

    internal ListAttribute List { get; }

    /// <summary>The property that states the key.</summary>
    internal PropertyInfo Property => property;

    /// <summary>The keys of a record type; those of inline records among them.</summary>
    internal static IEnumerable<KeyShape> Of(Type type, SpecSchema schema) => Properties(type).SelectMany(property =>
        property.IsDefined(typeof(InlineAttribute))
            ? Properties(property.PropertyType).Select(inner => new KeyShape(inner, property, schema))
            : [new KeyShape(property, null, schema)]);

    internal object? Get(object record) => property.GetValue(inline is null ? record : inline.GetValue(record));

    internal void Set(object record, object? value) => property.SetValue(inline is null ? record : inline.GetValue(record), value);

    /// <summary>The public properties that can be set, those of base types first.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        (type.BaseType is { } parent && parent != typeof(object) ? Properties(parent) : [])
        .Concat(type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetCustomAttribute<KeyAttribute>() is not { Name: null }));

    private static KeyForm FormOf(Type item, bool isList)
    {
        if (item == typeof(SolverSpec))
            return KeyForm.Solvers;
        if (item == typeof(SearchDimension))
            return KeyForm.Space;
        if (item == typeof(NetworkOverrides))
            return KeyForm.Overrides;
        var isGroup = item.IsClass && item != typeof(string);
        return (isGroup, isList) switch { (true, true) => KeyForm.Kinds, (true, false) => KeyForm.Group, (false, true) => KeyForm.List, _ => KeyForm.Single };
    }
}
