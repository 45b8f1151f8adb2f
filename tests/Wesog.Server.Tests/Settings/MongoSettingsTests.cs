using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class MongoSettingsTests
{
    private const string Path = "Wesog:MongoDB";
    private const string Fine = "mongodb://db-1:27017,db-2:27017/?replicaSet=rs0";

    [Theory]
    [InlineData(Fine, "wesog")]
    [InlineData("mongodb+srv://user:secret@db.example", "a")]
    [InlineData(Fine, "sixty-three-bytes-are-the-most-that-a-name-of-a-database-can-be")]
    public void What_can_be_used_is_fine(string connectionString, string database) =>
        Assert.Empty(FaultsOf(new() { ConnectionString = connectionString, Database = database }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_missing_connection_string_is_told_with_its_name_and_what_to_do(string? connectionString)
    {
        var fault = Assert.Single(FaultsOf(new() { ConnectionString = connectionString }));

        Assert.StartsWith("Wesog:MongoDB:ConnectionString must be set", fault, StringComparison.Ordinal);
        Assert.Contains("Wesog__MongoDB__ConnectionString='mongodb://", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:secret@db.example")]
    [InlineData("user:secret@db.example")]
    public void A_connection_string_of_another_kind_is_told_and_not_repeated(string connectionString)
    {
        var fault = Assert.Single(FaultsOf(new() { ConnectionString = connectionString }));

        Assert.Contains("must begin with mongodb:// or mongodb+srv://", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("we sog")]
    [InlineData("we.sog")]
    [InlineData("we/sog")]
    [InlineData("$wesog")]
    [InlineData("sixty-four-bytes-are-more-than-what-a-name-of-a-database-can-be.")]
    [InlineData("\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F\u044F")]
    public void A_name_that_no_database_can_have_is_told(string database)
    {
        var fault = Assert.Single(FaultsOf(new() { ConnectionString = Fine, Database = database }));

        Assert.StartsWith("Wesog:MongoDB:Database must be", fault, StringComparison.Ordinal);
        Assert.EndsWith($"'{database}'.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void They_count_where_the_store_is_mongodb_only() => Assert.Empty(
        Given.Settings(("Wesog:Store", "memory"), ("Wesog:MongoDB:ConnectionString", "nowhere"), ("Wesog:MongoDB:Database", "")).Faults);

    [Theory]
    [InlineData("Wesog:MongoDB")]
    [InlineData("Wesog:MongoDB:ConectionString")]
    [InlineData("Wesog:MongoDB:ConnectionString:0")]
    public void A_connection_string_in_the_wrong_place_is_told_and_not_repeated(string name)
    {
        var fault = Assert.Single(Given.Settings((name, "mongodb://user:secret@db.example")).Faults);

        Assert.StartsWith(Path, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    private static List<string> FaultsOf(MongoSettings settings)
    {
        var faults = new List<string>();
        settings.Check(Path, faults);
        return faults;
    }
}
