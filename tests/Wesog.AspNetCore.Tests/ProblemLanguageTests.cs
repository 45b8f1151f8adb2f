using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>A response is in one language: lang, else Accept-Language, else English.</summary>
public sealed class ProblemLanguageTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(null, null, "en")]
    [InlineData(null, "fr", "fr")]
    [InlineData(null, "pt-BR", "pt")]
    [InlineData(null, "RU-ru", "ru")]
    [InlineData(null, "de, es;q=0.5, fr;q=0.9", "fr")]
    [InlineData(null, "es;q=0, fr;q=0.1", "fr")]
    [InlineData(null, "fr;q=0.5, es;q=0.5", "fr")]
    [InlineData(null, "de", "en")]
    [InlineData(null, "*", "en")]
    [InlineData(null, "english", "en")]
    [InlineData(null, ";;=,", "en")]
    [InlineData(null, "fr;q=0.5, *", "en")]
    [InlineData(null, "*;q=0.5, fr;q=0.4", "en")]
    [InlineData(null, "*, fr", "fr")]
    [InlineData(null, "fr;q=0.5, *;q=0.1", "fr")]
    [InlineData(null, "en;q=0, *", "es")]
    [InlineData(null, "*, en;q=0, es;q=0, pt;q=0", "fr")]
    [InlineData(null, "en;q=0", "en")]
    [InlineData(null, "*;q=0, ru", "ru")]
    [InlineData(null, "*;q=0", "en")]
    [InlineData(null, "pt-BR;q=0, pt;q=0.3, es;q=0.2", "pt")]
    [InlineData(null, "fr;q=0.001", "fr")]
    [InlineData(null, "fr;q=1.000, es", "fr")]
    [InlineData(null, "fr;q=2, es;q=0.1", "es")]
    [InlineData(null, "fr;q=, es;q=0.1", "es")]
    [InlineData(null, "fr;q=-1, es;q=0.1", "es")]
    [InlineData(null, "fr;q=0.5;x=1, ru;q=0.1", "ru")]
    [InlineData(null, "\"fr\", ru;q=0.1", "ru")]
    [InlineData(null, "fr, fr, , ,es", "fr")]
    [InlineData(null, "  ru  ;  q=0.4 , es;Q=0.3", "ru")]
    [InlineData(null, "fra, por;q=0.9, ru;q=0.1", "ru")]
    [InlineData(null, "", "en")]
    [InlineData("es", "fr", "es")]
    [InlineData("xx", "fr", "fr")]
    [InlineData("es&lang=es", "ru", "ru")]
    public async Task The_problem_is_in_the_language_of_the_request(string? lang, string? accepted, string language)
    {
        (string, string)[] headers = accepted is null ? [] : [("Accept-Language", accepted)];
        var target = $"/imgs/none{(lang is null ? "" : $"?lang={lang}")}";
        var reply = await host.Alpha.GetAsync(target, headers);
        Assert.Equal(language, reply.Header("Content-Language"));
        Assert.Equal(language, (await host.Client(null).GetAsync(target, headers)).IsProblem(401, "unauthorized").Header("Content-Language"));
    }

    [Theory]
    [InlineData("en", "There is no such image")]
    [InlineData("es", "No existe esa imagen")]
    [InlineData("pt", "Essa imagem não existe")]
    [InlineData("fr", "Cette image n'existe pas")]
    [InlineData("ru", "Такого изображения нет")]
    public async Task Titles_are_in_five_languages(string lang, string title)
    {
        var reply = (await host.Alpha.GetAsync($"/imgs/none?lang={lang}")).IsProblem(404, "image_not_found");
        Assert.Equal(title, reply["title"].GetString());
        Assert.Contains(title, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_in_the_language_of_their_problem()
    {
        var english = Message(await SendAsync(""));
        var french = Message(await SendAsync("?lang=fr"));
        Assert.NotEqual(english, french);
        Assert.Equal(french, Message(await SendAsync("", ("Accept-Language", "fr"))));
    }

    [Fact]
    public async Task Errors_of_an_operation_stay_in_the_language_of_its_submission()
    {
        var failed = (await host.Alpha.SendAsync("PATCH", "/imgs/none?wait=true&lang=ru", "{}")).IsProblem(409, "operation_failed");
        var message = failed["errors"][0].GetProperty("msg").GetString();
        var look = await host.Alpha.GetAsync($"/ops/{failed["op_id"]}?lang=en");
        Assert.Equal(message, look["errors"][0].GetProperty("msg").GetString());
        Assert.Matches("[а-я]", message);
    }

    private async Task<Reply> SendAsync(string query, params (string, string)[] headers) =>
        (await host.Alpha.SendAsync("POST", $"/imgs/x{query}", "{}", headers)).IsProblem(422, "invalid_images");

    private static string Message(Reply reply) => reply["errors"][0].GetProperty("msg").GetString()!;
}
