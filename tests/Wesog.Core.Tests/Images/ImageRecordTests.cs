using System.Text.Json;
using Wesog.Images;

namespace Wesog.Core.Tests.Images;

/// <summary>The properties of <see cref="Image"/> and <see cref="ImageChange"/> match the table of members.</summary>
public sealed class ImageRecordTests
{
    private static readonly Dictionary<MemberKind, object> _samples = new()
    {
        [MemberKind.Id] = "text",
        [MemberKind.Url] = "text",
        [MemberKind.Text] = "text",
        [MemberKind.Flag] = false,
        [MemberKind.Date] = new ImageDate(1890, 5),
        [MemberKind.List] = TextList.Create("a", "b"),
        [MemberKind.Language] = Language.Ru,
    };

    public static TheoryData<string> Writable =>
        [.. ImageMember.All.Where(member => member.Kind != MemberKind.ReadOnly).Select(member => member.Name)];

    // The id and the language cannot be cleared, so their types are plain.
    public static TheoryData<string> Optional => [.. Writable.Select(row => row.Data).Where(name => name is not ("id" or "lang"))];

    [Fact]
    public void The_properties_are_the_members_that_a_client_can_set()
    {
        var names = Writable.Select(row => NameOf(row.Data)).ToList();
        Assert.Equal(names, typeof(Image).GetProperties().Select(property => property.Name));
        Assert.Equal(names, typeof(ImageChange).GetProperties().Select(property => property.Name));
    }

    [Theory]
    [MemberData(nameof(Writable))]
    public void Each_property_of_an_image_has_its_own_value(string name)
    {
        var value = _samples[ImageMember.All.Single(member => member.Name == name).Kind];
        var property = typeof(Image).GetProperty(NameOf(name))!;
        var empty = new Image { Id = null!, Src = null! };
        var image = empty with { };
        property.SetValue(image, value);

        Assert.Equal(value, property.GetValue(image));
        Assert.All(typeof(Image).GetProperties().Where(other => other.Name != property.Name), other => Assert.Null(other.GetValue(image)));
        Assert.Null(property.GetValue(empty));
        Assert.NotEqual(empty, image);
        Assert.Equal(image, image with { });
        Assert.Equal(image.GetHashCode(), (image with { }).GetHashCode());
        property.SetValue(image, null);
        Assert.Equal(empty, image);
    }

    [Theory]
    [MemberData(nameof(Optional))]
    public void A_property_of_a_change_is_unset_set_or_cleared(string name)
    {
        var value = _samples[ImageMember.All.Single(member => member.Name == name).Kind];
        var property = typeof(ImageChange).GetProperty(NameOf(name))!;
        var empty = new ImageChange { Id = "a" };
        Assert.False(IsSet(empty));

        var set = empty with { };
        property.SetValue(set, ChangeTo(value));
        Assert.True(IsSet(set));
        Assert.Equal(value, ValueOf(set));

        var cleared = empty with { };
        property.SetValue(cleared, ChangeTo(null));
        Assert.True(IsSet(cleared));
        Assert.Null(ValueOf(cleared));

        Assert.False(IsSet(empty));
        Assert.Equal(3, new[] { empty, set, cleared }.Distinct().Count());
        Assert.Equal(cleared, cleared with { });
        property.SetValue(cleared, Activator.CreateInstance(property.PropertyType));
        Assert.Equal(empty, cleared);

        object? ChangeTo(object? content) => Activator.CreateInstance(property.PropertyType, content);
        bool IsSet(ImageChange change) => (bool)Member(change, "IsSet")!;
        object? ValueOf(ImageChange change) => Member(change, property.PropertyType == typeof(ListChange) ? "List" : "Value");
        object? Member(ImageChange change, string part) => property.PropertyType.GetProperty(part)!.GetValue(property.GetValue(change));
    }

    [Fact]
    public void An_image_keeps_its_values_in_the_framework_serializer()
    {
        var image = new Image { Id = "a", Src = "http://a/", Nsfw = true, Date = new ImageDate(1890), Lang = Language.Fr };
        Assert.Equal(image, JsonSerializer.Deserialize<Image>(JsonSerializer.Serialize(image)));
    }

    [Fact]
    public void Every_member_has_a_description_and_texts_have_a_limit() => Assert.All(ImageMember.All, member =>
    {
        Assert.EndsWith(".", member.Description, StringComparison.Ordinal);
        Assert.Equal(
            member.Kind is MemberKind.Id or MemberKind.Url or MemberKind.Text or MemberKind.List, member.MaxLength(new()) is not null);
    });

    private static string NameOf(string wireName) =>
        string.Concat(wireName.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
