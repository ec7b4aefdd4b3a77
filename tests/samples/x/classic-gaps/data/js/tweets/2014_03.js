Grailbird.data.tweets_2014_03 = 
 [ {
  "entities" : { "media" : [ { "url" : "http:\/\/t.co\/bbbbbbbbbb", "media_url_https" : "https:\/\/pbs.twimg.com\/media\/Bq1.jpg" } ], "urls" : [ { "url" : "http:\/\/t.co\/aaaaaaaaaa", "expanded_url" : "http:\/\/www.example.org\/one" } ] },
  "id_str" : "440000000000000012",
  "text" : "Two links http:\/\/t.co\/aaaaaaaaaa http:\/\/t.co\/bbbbbbbbbb &lt;3",
  "created_at" : "2014-03-09 18:02:00 +0000",
  "user" : { "screen_name" : "joabbott", "protected" : false }
}, {
  "entities" : { "urls" : [ ] },
  "id_str" : "440000000000000011",
  "text" : "RT @unionnews: Ballot papers go out on Monday. Check that your addr...",
  "retweeted_status" : {
    "entities" : { "urls" : [ ] },
    "id_str" : "439000000000000000",
    "text" : "Ballot papers go out on Monday. Check that your address is right",
    "user" : { "screen_name" : "unionnews" }
  },
  "created_at" : "2014-03-03 12:00:00 +0000",
  "user" : { "screen_name" : "joabbott", "protected" : false }
}, {
  "entities" : { "urls" : [ ] },
  "id_str" : "440000000000000010",
  "text" : "RT @dev_s: typed by hand",
  "created_at" : "2014-03-01 10:00:00 +0000",
  "user" : { "screen_name" : "joabbott", "protected" : false }
} ]
