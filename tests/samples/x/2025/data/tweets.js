window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : {
        "initial" : {
          "editTweetIds" : [ "1700000000000000001" ],
          "editableUntil" : "2023-02-18T13:33:11.000Z",
          "editsRemaining" : "5",
          "isEditEligible" : true
        }
      },
      "retweeted" : false,
      "source" : "<a href=\"http://twitter.com/download/iphone\" rel=\"nofollow\">Twitter for iPhone</a>",
      "entities" : {
        "hashtags" : [ ],
        "symbols" : [ ],
        "user_mentions" : [ ],
        "urls" : [
          {
            "url" : "https://t.co/aaaaaaaaaa",
            "expanded_url" : "https://www.example.org/marking",
            "display_url" : "example.org/marking",
            "indices" : [ "38", "61" ]
          }
        ]
      },
      "display_text_range" : [ "0", "61" ],
      "favorite_count" : "4",
      "id_str" : "1700000000000000001",
      "truncated" : false,
      "retweet_count" : "0",
      "id" : "1700000000000000001",
      "possibly_sensitive" : false,
      "created_at" : "Sat Feb 18 12:33:11 +0000 2023",
      "favorited" : false,
      "full_text" : "Marking &amp; crying &lt;3 the usual Sunday https://t.co/aaaaaaaaaa",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : {
        "user_mentions" : [ { "name" : "Leeds Schools", "screen_name" : "LeedsSchools", "indices" : [ "3", "16" ], "id_str" : "555", "id" : "555" } ],
        "urls" : [ ]
      },
      "id_str" : "1700000000000000002",
      "id" : "1700000000000000002",
      "created_at" : "Mon Mar 06 17:02:45 +0000 2023",
      "full_text" : "RT @LeedsSchools: All schools in the north of the city open as usual tomorrow. Please check the page before you set off, and wrap u…",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : {
        "user_mentions" : [ { "name" : "Piotr", "screen_name" : "piotr_w", "indices" : [ "0", "8" ], "id_str" : "777", "id" : "777" } ],
        "urls" : [ ]
      },
      "in_reply_to_status_id_str" : "1699999999999999000",
      "in_reply_to_user_id" : "777",
      "in_reply_to_user_id_str" : "777",
      "in_reply_to_screen_name" : "piotr_w",
      "id_str" : "1600000000000000003",
      "id" : "1600000000000000003",
      "created_at" : "Tue Dec 06 22:10:00 +0000 2022",
      "full_text" : "@piotr_w 9NO have been angels all week 😇",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : { "user_mentions" : [ ], "urls" : [ ] },
      "id_str" : "1700000000000000004",
      "id" : "1700000000000000004",
      "created_at" : "Fri Jun 09 19:20:05 +0000 2023",
      "full_text" : "Parents’ evening report. Forty appointments, two biscuits, and one father who wanted to know why his son is in set three when his cousin is in set one. I said sets are https://t.co/bbbbbbbbbb",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "entities" : {
        "urls" : [ ],
        "media" : [
          {
            "url" : "https://t.co/cccccccccc",
            "expanded_url" : "https://twitter.com/MissOkaforTeach/status/1700000000000000005/photo/1",
            "media_url_https" : "https://pbs.twimg.com/media/FxA1.jpg",
            "type" : "photo",
            "indices" : [ "15", "38" ]
          }
        ]
      },
      "extended_entities" : {
        "media" : [
          { "url" : "https://t.co/cccccccccc", "media_url_https" : "https://pbs.twimg.com/media/FxA1.jpg", "type" : "photo" },
          {
            "url" : "https://t.co/cccccccccc",
            "media_url_https" : "https://pbs.twimg.com/ext_tw_video_thumb/9/pu/img/x.jpg",
            "type" : "video",
            "video_info" : {
              "variants" : [
                { "content_type" : "application/x-mpegURL", "url" : "https://video.twimg.com/9/pl/x.m3u8?tag=12" },
                { "bitrate" : "832000", "content_type" : "video/mp4", "url" : "https://video.twimg.com/9/vid/480x270/small.mp4?tag=12" },
                { "bitrate" : "2176000", "content_type" : "video/mp4", "url" : "https://video.twimg.com/9/vid/1280x720/large.mp4?tag=12" }
              ]
            }
          }
        ]
      },
      "id_str" : "1700000000000000005",
      "id" : "1700000000000000005",
      "created_at" : "Wed Jul 19 14:00:00 +0000 2023",
      "full_text" : "Last lesson! 🎉 https://t.co/cccccccccc",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "edit_info" : {
        "edit" : {
          "initialTweetId" : "1710000000000000001",
          "editControlInitial" : {
            "editTweetIds" : [ "1710000000000000001", "1710000000000000009" ],
            "editableUntil" : "2023-10-05T18:00:00.000Z",
            "editsRemaining" : "4",
            "isEditEligible" : true
          }
        }
      },
      "retweeted" : false,
      "entities" : { "urls" : [ ] },
      "id_str" : "1710000000000000009",
      "id" : "1710000000000000009",
      "created_at" : "Thu Oct 05 17:12:30 +0000 2023",
      "full_text" : "Some people should not be let near a staff room",
      "lang" : "en"
    }
  }
]
