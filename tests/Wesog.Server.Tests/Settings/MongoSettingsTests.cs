using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class MongoSettingsTests
{
    private const string Path = "Wesog:MongoDB";
    private const string ValidConnectionString = "mongodb://db-1:27017,db-2:27017/?replicaSet=rs0";

    [Theory]
    [InlineData(ValidConnectionString, "wesog")]
    [InlineData("mongodb+srv://user:secret@db.example", "a")]
    [InlineData(ValidConnectionString, "sixty-three-bytes-are-the-most-that-a-name-of-a-database-can-be")]
    public void Valid_settings_have_no_faults(string connectionString, string database) =>
        Assert.Empty(FaultsOf(new() { ConnectionString = connectionString, Database = database }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_missing_connection_string_is_a_fault_with_the_next_step(string? connectionString)
    {
        var fault = Assert.Single(FaultsOf(new() { ConnectionString = connectionString }));

        Assert.StartsWith("Wesog:MongoDB:ConnectionString must be set", fault, StringComparison.Ordinal);
        Assert.Contains("Wesog__MongoDB__ConnectionString='mongodb://", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:secret@db.example")]
    [InlineData("user:secret@db.example")]
    public void A_connection_string_of_another_scheme_is_a_fault_that_does_not_repeat_it(string connectionString)
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
    public void An_invalid_database_name_is_a_fault(string database)
    {
        var fault = Assert.Single(FaultsOf(new() { ConnectionString = ValidConnectionString, Database = database }));

        Assert.StartsWith("Wesog:MongoDB:Database must be", fault, StringComparison.Ordinal);
        Assert.EndsWith($"'{database}'.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void MongoDB_settings_are_checked_only_with_the_MongoDB_store() => Assert.Empty(
        Given.Settings(("Wesog:Store", "memory"), ("Wesog:MongoDB:ConnectionString", "nowhere"), ("Wesog:MongoDB:Database", "")).Faults);

    [Theory]
    [InlineData("Wesog:MongoDB")]
    [InlineData("Wesog:MongoDB:ConectionString")]
    [InlineData("Wesog:MongoDB:ConnectionString:0")]
    public void A_connection_string_in_the_wrong_setting_is_a_fault_that_does_not_repeat_it(string name)
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
