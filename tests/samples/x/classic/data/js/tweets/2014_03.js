Grailbird.data.tweets_2014_03 = 
 [ {
  "source" : "web",
  "entities" : { "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ { "indices" : [ 9, 31 ], "url" : "http:\/\/t.co\/iiiiiiiiii", "expanded_url" : "http:\/\/www.example.org\/nqt", "display_url" : "example.org\/nqt" } ] },
  "geo" : { },
  "id_str" : "440000000000000003",
  "text" : "New post http:\/\/t.co\/iiiiiiiiii",
  "id" : 440000000000000003,
  "created_at" : "2014-03-09 18:02:00 +0000",
  "user" : { "name" : "Jo Abbott", "screen_name" : "joabbott", "protected" : false, "id_str" : "71", "id" : 71 }
}, {
  "source" : "web",
  "entities" : { "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ ] },
  "in_reply_to_screen_name" : "dev_s",
  "in_reply_to_status_id_str" : "439999999999999999",
  "id_str" : "440000000000000002",
  "text" : "@dev_s my lot ate the glue again",
  "id" : 440000000000000002,
  "created_at" : "2014-03-06 16:00:00 +0000",
  "user" : { "name" : "Jo Abbott", "screen_name" : "joabbott", "protected" : false, "id_str" : "71", "id" : 71 }
}, {
  "source" : "web",
  "entities" : { "user_mentions" : [ ], "media" : [ ], "hashtags" : [ ], "urls" : [ ] },
  "id_str" : "440000000000000001",
  "text" : "RT @unionnews: Ballot papers go out on Monday. Check that your addr...",
  "retweeted_status" : {
    "source" : "web",
    "entities" : { "urls" : [ ] },
    "id_str" : "439000000000000000",
    "text" : "Ballot papers go out on Monday. Check that your address is right &amp; vote",
    "created_at" : "2014-03-03 09:00:00 +0000",
    "user" : { "name" : "Union News", "screen_name" : "unionnews", "protected" : false, "id_str" : "88", "id" : 88 }
  },
  "id" : 440000000000000001,
  "created_at" : "2014-03-03 12:00:00 +0000",
  "user" : { "name" : "Jo Abbott", "screen_name" : "joabbott", "protected" : false, "id_str" : "71", "id" : 71 }
} ]
