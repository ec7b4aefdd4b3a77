window.YTD.tweet.part0 = [ {
  "tweet" : {
    "retweeted" : false,
    "edit_control" : { "edit_tweet_ids" : [ "1400000000000000001" ] },
    "entities" : { "hashtags" : [ ], "urls" : [ ] },
    "id_str" : "1400000000000000001",
    "id" : "1400000000000000001",
    "created_at" : "Thu Jun 03 15:45:00 +0000 2021",
    "full_text" : "Dosbarth 4 ar y trip heddiw",
    "lang" : "cy"
  }
}, {
  "tweet" : {
    "retweeted" : false,
    "entities" : { "user_mentions" : [ { "screen_name" : "mairg", "id_str" : "42" } ], "urls" : [ ] },
    "in_reply_to_status_id_str" : "1399999999999999999",
    "in_reply_to_user_id_str" : "42",
    "id_str" : "1400000000000000002",
    "id" : "1400000000000000002",
    "created_at" : "Thu Jun 03 20:45:00 +0000 2021",
    "full_text" : "@mairg diolch",
    "lang" : "cy"
  }
} ]
