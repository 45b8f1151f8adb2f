using Wesog.AspNetCore;

namespace Wesog.Server.Tests.Settings;

public sealed class ServerSettingsTests
{
    [Fact]
    public void No_configuration_is_valid()
    {
        var settings = Given.Settings();

        Assert.Empty(settings.Faults);
        Assert.Equal(("sqlite", "/srv/wesog.db"), (settings.Store, settings.SqlitePath));
    }

    [Fact]
    public void Settings_apply_to_the_engine_in_any_case_of_their_names()
    {
        var engine = new WesogOptions();

        Given.Settings(
            ("Wesog:Limits:MaxBatchItems", "7"),
            ("wesog:limits:maxbodybytes", "5000000000"),
            ("Wesog:Images:IgnoreUnknownMembers", "true"),
            ("Wesog:Limits:RetentionDays", "7"),
            ("Wesog:Limits:MaxQuerySeconds", "17"),
            ("Wesog:Limits:MaxExportSeconds", "700"),
            ("Wesog:Images:MaxTitleLength", "12")).Apply(engine);

        Assert.Equal(7, engine.Limits.MaxBatchItems);
        Assert.Equal(5_000_000_000, engine.Limits.MaxBodyBytes);
        Assert.Equal(TimeSpan.FromDays(7), engine.Limits.Retention);
        Assert.Equal((TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(700)), (engine.Limits.MaxQueryTime, engine.Limits.MaxExportTime));
        Assert.True(engine.Images.IgnoreUnknownMembers);
        Assert.Equal(12, engine.Images.MaxTitleLength);
    }

    [Fact]
    public void Settings_apply_to_the_routes()
    {
        var http = new WesogHttpOptions();

        Given.Settings(
            ("Wesog:Limits:MaxWaitSeconds", "7"),
            ("Wesog:Http:WaitByDefault", "true"),
            ("Wesog:Http:TenantClaimType", "tenant")).Apply(http);

        Assert.Equal((TimeSpan.FromSeconds(7), true, "tenant"), (http.MaxWait, http.WaitByDefault, http.TenantClaimType));
    }

    [Theory]
    [InlineData("-1", false)]
    [InlineData("0", true)]
    [InlineData("3600", true)]
    [InlineData("3601", false)]
    public void The_longest_wait_has_bounds(string seconds, bool isAllowed)
    {
        var settings = Given.Settings(("Wesog:Limits:MaxWaitSeconds", seconds));

        Assert.Equal(isAllowed ? [] : [$"Wesog:Limits:MaxWaitSeconds must be from 0 to 3600, but it is {seconds}."], settings.Faults);
    }

    [Theory]
    [InlineData(1_000, -1)]
    [InlineData(1_000, 0)]
    [InlineData(1 << 30, -1)]
    public void The_memory_of_requests_holds_the_largest_batch(int body, int more)
    {
        var least = WesogHttpOptions.LeastMemoryBytes(new() { MaxBodyBytes = body });
        var memory = least + more;
        var settings = Given.Settings(("Wesog:Limits:MaxBodyBytes", $"{body}"), ("Wesog:Limits:MaxMemoryBytes", $"{memory}"));

        var isAllowed = more >= 0;
        Assert.Equal(
            isAllowed ? [] : [$"Wesog:Limits:MaxMemoryBytes must be at least {least}, so that one tenant, who may use half of it, can send a batch of the largest size, but it is {memory}. Raise it, or lower Wesog:Limits:MaxBodyBytes."],
            settings.Faults);
        var http = new WesogHttpOptions();
        settings.Apply(http);
        Assert.Equal(isAllowed ? memory : new WesogHttpOptions().MaxMemoryBytes, http.MaxMemoryBytes);
    }

    [Theory]
    [InlineData("author, keywords,date", "author|keywords|date")]
    [InlineData("", "")]
    [InlineData(" , ", "")]
    public void Indexed_members_are_names_separated_by_commas(string text, string members)
    {
        var settings = Given.Settings(("Wesog:Query:IndexedMembers", text), ("Wesog:Query:FullText", "false"));
        var engine = new WesogOptions();
        settings.Apply(engine);

        Assert.Empty(settings.Faults);
        Assert.Equal(members, string.Join('|', engine.Query.IndexedMembers));
        Assert.False(engine.Query.FullText);
    }

    [Fact]
    public void Indexed_members_as_an_array_are_a_fault()
    {
        var fault = Assert.Single(Given.Settings(("Wesog:Query:IndexedMembers:0", "author")).Faults);

        Assert.Equal("Wesog:Query:IndexedMembers must be names separated by commas, but it is a section.", fault);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("MongoDB")]
    [InlineData("MEMORY")]
    [InlineData("")]
    public void An_unknown_store_is_a_fault_with_the_available_stores(string store)
    {
        var fault = Assert.Single(Given.Settings(("Wesog:Store", store)).Faults);

        Assert.Contains($"'{store}'", fault, StringComparison.Ordinal);
        Assert.Contains("Available: sqlite, memory", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wesog:Limits:MaxBatchItems", "many", "a whole number")]
    [InlineData("Wesog:Limits:MaxBatchItems", "", "a whole number")]
    [InlineData("Wesog:Limits:MaxBatchItems", "10,000", "a whole number")]
    [InlineData("Wesog:Limits:MaxBatchItems", "9999999999", "at most 2147483647")]
    [InlineData("Wesog:Limits:MaxBodyBytes", "64MiB", "a whole number")]
    [InlineData("Wesog:Limits:RetentionDays", "7.00:00:00", "a whole number of days")]
    [InlineData("Wesog:Limits:MaxQuerySeconds", "00:00:10", "a whole number of seconds")]
    [InlineData("Wesog:Limits:RetentionDays", "2147483647", "a whole number of days")]
    [InlineData("Wesog:Images:IgnoreUnknownMembers", "yes", "true or false")]
    [InlineData("Wesog:Http:WaitByDefault", "1", "true or false")]
    public void A_value_of_a_wrong_type_is_a_fault_with_its_name_and_the_allowed_values(string name, string value, string allowed)
    {
        var fault = Assert.Single(Given.Settings((name, value)).Faults);

        Assert.StartsWith(name, fault, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", fault, StringComparison.Ordinal);
        Assert.Contains(allowed, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wesog:Limits:MaxBatchItem", "MaxBatchItems, MaxBodyBytes")]
    [InlineData("Wesog:Limits:Retention", "RetentionDays")]
    [InlineData("Wesog:Limits:MaxQueryTime", "MaxQuerySeconds")]
    [InlineData("Wesog:Limits:MaxWait", "MaxWaitSeconds")]
    [InlineData("Wesog:Http:MaxWait", "WaitByDefault, TenantClaimType")]
    [InlineData("Wesog:Images:MaxTitel", "MaxTitleLength")]
    [InlineData("Wesog:Limit:MaxBatchItems", "Store, Sqlite, MongoDB, ApiKeys, Limits, Images, Query, Http")]
    public void An_unknown_setting_is_a_fault_with_the_known_settings(string name, string known)
    {
        var fault = Assert.Single(Given.Settings((name, "5")).Faults);

        Assert.Contains("is not a setting", fault, StringComparison.Ordinal);
        Assert.Contains(known, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wesog:Limits", "5")]
    [InlineData("Wesog:Limits:MaxBatchItems:Most", "5")]
    [InlineData("Wesog:Store:Name", "sqlite, memory")]
    public void A_value_in_place_of_a_section_is_a_fault(string name, string value) => Assert.Single(Given.Settings((name, value)).Faults);

    [Fact]
    public void All_faults_are_reported_at_once() =>
        Assert.Equal(4, Given.Settings(
            ("Wesog:Store", "paper"),
            ("Wesog:Limits:MaxBatchItems", "many"),
            ("Wesog:Images:Nothing", "1"),
            ("urls", "http://0.0.0.0:1")).Faults.Count);
}
